package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.intake.DataRequestBook;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import dev.millrace.ingest.kafka.StoredRecords;
import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.webhook.Signature;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class WebhookApiTest {

    private static final String SECRET = "hush";
    private static final RestAssuredConfig RAW = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY));

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "millrace.identity.key")
    String identityKey;

    @Inject
    LogPreparation preparation;

    @Inject
    SourceBook sources;

    @Inject
    DataRequestBook requests;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> preparation.ready() && sources.complete());
    }

    @Test
    void shouldStoreAPaidOrderUnderItsCustomerWithItsIdIntact() {
        shopify("orders/create", "d-1", order("9007199254740993", "820982911946154508"))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));

        List<ShopEvent> stored = stored("9007199254740993");
        assertThat(stored).hasSize(1);
        ShopEvent event = stored.get(0);
        assertThat(event.customer()).isEqualTo(CustomerId.user("9007199254740993"));
        assertThat(event.name()).isEqualTo("Order Completed");
        assertThat(event.trust()).isEqualTo(ShopEvent.Trust.SERVER);
        assertThat(event.source()).isEqualTo("shop");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(event.properties().path("order_id").asText()).isEqualTo("820982911946154508");
        assertThat(event.properties().path("total").asText()).isEqualTo("59.80");
        assertThat(event.properties().at("/products/0/quantity").isNumber()).isTrue();
    }

    @Test
    void shouldGiveADeliveryTheSameIdsEachTime() {
        String customer = "{\"id\": 501, \"email\": \"again@shop.example\", \"updated_at\": \"2026-03-01T10:00:00Z\"}";
        shopify("customers/update", "d-again", customer).then().statusCode(200);
        shopify("customers/update", "d-again", customer).then().statusCode(200);
        shopify("customers/update", "d-other", customer).then().statusCode(200);

        assertThat(stored("501").stream().map(ShopEvent::id).distinct()).hasSize(2);
        assertThat(stored("501")).hasSize(3);
    }

    @Test
    void shouldTakeNothingThatIsNotSignedByTheShop() {
        String body = order("502", "1");
        given().header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Hmac-Sha256", Signature.of("other", body.getBytes(UTF_8)))
                .body(body)
                .post("/webhooks/shopify/shop")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("bad-signature"));
        given().body(body).post("/webhooks/shopify/shop").then().statusCode(401);
        given().body(body).post("/webhooks/shopify/backend").then().statusCode(404);
        given().body(body).post("/webhooks/shopify/nobody").then().statusCode(404);

        assertThat(stored("502")).isEmpty();
    }

    @Test
    void shouldTakeAndIgnoreATopicThatSaysNothing() {
        shopify("themes/publish", "d-2", "{\"id\": 1}").then().statusCode(200).body("accepted", equalTo(0));
        given().get("/q/metrics").then().body(containsString("millrace_ingest_webhooks_total"));
    }

    @Test
    void shouldAnswerWhatCanNeverBeReadAsTaken() {
        shopify("orders/create", "d-3", "{\"email\": \"a@shop.example\"}")
                .then()
                .statusCode(200)
                .body("refused", hasSize(1))
                .body("refused[0].reason", equalTo("the payload has no id"));
        shopify("orders/create", "d-4", "not json").then().statusCode(200).body("refused", hasSize(1));
    }

    @Test
    void shouldEraseAPersonUnderEachOfTheirIds() {
        shopify(
                        "customers/redact",
                        "d-5",
                        "{\"customer\": {\"id\": 503, \"email\": \"gone@shop.example\", \"phone\": \"555-625-1199\"}}")
                .then()
                .statusCode(200);

        IdentityKey identity = new IdentityKey(identityKey);
        CustomerId user = CustomerId.user("503");
        CustomerId mail = identity.mail("gone@shop.example");
        Topic<CustomerId, Move> moves = new Topics(Topics.DEFAULT_PREFIX).moves();
        assertThat(StoredRecords.of(bootstrapServers, moves))
                .extracting(record -> (Object) record.value())
                .contains(
                        new Move.EraseRequested(user, List.of(), null),
                        new Move.EraseRequested(mail, List.of(), null),
                        new Move.EraseRequested(identity.telephone("555-625-1199"), List.of(user, mail), null));
    }

    @Test
    void shouldPutWhoAsksWhatIsKnownOfThemOnTheListOfWhoIsToBeAnswered() {
        String body =
                """
                {"customer": {"id": 505, "email": "asks@shop.example", "phone": ""}, "data_request": {"id": 9999}}""";
        shopify("customers/data_request", "d-6", body).then().statusCode(200).body("accepted", equalTo(1));
        shopify("customers/data_request", "d-7", body).then().statusCode(200);
        shopify("customers/data_request", "d-8", "{\"customer\": {}}")
                .then()
                .statusCode(200)
                .body("refused", hasSize(1));

        String mail = new IdentityKey(identityKey).mail("asks@shop.example").value();
        admin().get("/api/data-requests")
                .then()
                .statusCode(200)
                .body("id", contains("shop-9999"))
                .body("[0].source", equalTo("shop"))
                .body("[0].exports", contains("/api/customers/user:505/export", "/api/customers/" + mail + "/export"));
        assertThat(stored("505")).as("a request is no event").isEmpty();
        assertThat(requests.size()).isEqualTo(1);

        admin().delete("/api/data-requests/shop-9999").then().statusCode(204);
        admin().get("/api/data-requests").then().body("", hasSize(0));
        admin().delete("/api/data-requests/shop-9999").then().statusCode(404);
        given().get("/api/data-requests").then().statusCode(401);
    }

    @Test
    void shouldAnswerThePingOfWooCommerceAndTakeItsOrders() {
        given().config(RAW)
                .contentType("application/x-www-form-urlencoded")
                .body("webhook_id=7".getBytes(UTF_8))
                .post("/webhooks/woocommerce/shop")
                .then()
                .statusCode(200);
        String body =
                """
                {"id": 727, "status": "pending", "total": "29.35", "currency": "EUR", "customer_id": 504,
                 "date_created_gmt": "2026-03-01T10:00:00", "billing": {"email": "woo@shop.example"}, "line_items": []}""";
        given().contentType("application/json")
                .header("X-WC-Webhook-Topic", "order.created")
                .header("X-WC-Webhook-Delivery-ID", "w-1")
                .header("X-WC-Webhook-Signature", Signature.of(SECRET, body.getBytes(UTF_8)))
                .body(body.getBytes(UTF_8))
                .post("/webhooks/woocommerce/shop")
                .then()
                .statusCode(200);

        assertThat(stored("504")).extracting(ShopEvent::name).containsExactly("Order Placed");
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-admin-key");
    }

    private static Response shopify(String topic, String delivery, String body) {
        return given().contentType("application/json")
                .header("X-Shopify-Topic", topic)
                .header("X-Shopify-Webhook-Id", delivery)
                .header("X-Shopify-Hmac-Sha256", Signature.of(SECRET, body.getBytes(UTF_8)))
                .body(body.getBytes(UTF_8))
                .post("/webhooks/shopify/shop");
    }

    private static String order(String customer, String id) {
        return """
                {"id": %s, "financial_status": "paid", "processed_at": "2026-03-01T10:00:00+01:00", "currency": "EUR",
                 "total_price": "59.80", "customer": {"id": %s, "email": "anna@shop.example"},
                 "line_items": [{"product_id": 7, "title": "Mug", "price": "29.90", "quantity": 2}]}"""
                .formatted(id, customer);
    }

    private List<ShopEvent> stored(String userId) {
        return StoredEvents.of(bootstrapServers, event -> userId.equals(event.userId())).stream()
                .map(record -> record.value())
                .toList();
    }
}
