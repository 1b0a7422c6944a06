package dev.millrace.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredRecords;
import dev.millrace.ingest.key.SourceBook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class CatalogApiTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    @Inject
    SourceBook sources;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> preparation.ready() && sources.complete());
    }

    @Test
    void shouldTellEachPartitionOfEachProductOnce() {
        feed(Producer.SERVER_KEY, "id,name,price\nfeed-a,One,1.00 EUR\nfeed-b,,2\n")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("refused", hasSize(1))
                .body("refused[0].index", equalTo(1))
                .body("refused[0].line", equalTo(3))
                .body("refused[0].reason", containsString("name is missing"));

        List<ConsumerRecord<String, CatalogProduct>> stored = stored("feed-a");
        assertThat(stored).extracting(ConsumerRecord::partition).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(stored).allSatisfy(record -> {
            assertThat(record.value().name()).isEqualTo("One");
            assertThat(record.value().currency()).isEqualTo("EUR");
        });
    }

    @Test
    void shouldTakeAProductOut() {
        feed(Producer.SERVER_KEY, "[{\"id\": \"feed-c\", \"name\": \"Three\"}]")
                .then()
                .statusCode(200);
        feed(Producer.SERVER_KEY, "{\"id\": \"feed-c\", \"deleted\": true}")
                .then()
                .statusCode(200);

        assertThat(stored("feed-c"))
                .hasSize(8)
                .filteredOn(record -> record.value() == null)
                .hasSize(4);
    }

    @Test
    void shouldTakeAFeedFromTheShopOnly() {
        feed(Producer.BROWSER_KEY, "id,name\nfeed-d,Four\n").then().statusCode(403);
        feed("somebody", "id,name\nfeed-d,Four\n").then().statusCode(401);

        assertThat(stored("feed-d")).isEmpty();
    }

    @Test
    void shouldLearnProductsFromTheShopsServersUnlessAFeedSaysOtherwise() {
        feed(Producer.SERVER_KEY, "[{\"id\": \"told\", \"name\": \"As told\"}, {\"id\": \"out\", \"name\": \"Out\"}]")
                .then()
                .statusCode(200);
        feed(Producer.SERVER_KEY, "{\"id\": \"out\", \"deleted\": true}").then().statusCode(200);
        mention(Producer.BROWSER_KEY, "by-a-browser", "Anything");
        mention(Producer.SERVER_KEY, "told", "Otherwise");
        mention(Producer.SERVER_KEY, "out", "Back again");
        mention(Producer.SERVER_KEY, "learnt", "Learnt");

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(stored("learnt"))
                .hasSize(4));
        assertThat(stored("learnt")).extracting(ConsumerRecord::partition).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(stored("learnt")).allSatisfy(record -> {
            assertThat(record.value().name()).isEqualTo("Learnt");
            assertThat(record.value().learnt()).isTrue();
        });
        assertThat(stored("by-a-browser")).isEmpty();
        assertThat(stored("told"))
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.value().name()).isEqualTo("As told"));
        assertThat(stored("out"))
                .hasSize(8)
                .filteredOn(record -> record.value() == null)
                .hasSize(4);

        feed(Producer.SERVER_KEY, "[{\"id\": \"learnt\", \"name\": \"Now told\"}]")
                .then()
                .statusCode(200);
        mention(Producer.SERVER_KEY, "learnt", "Learnt otherwise");
        mention(Producer.SERVER_KEY, "learnt-2", "Second");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(stored("learnt-2"))
                .hasSize(4));
        assertThat(stored("learnt")).hasSize(8);
    }

    @Test
    void shouldWriteNothingThatWasDecidedBeforeAnotherWrote() {
        Topic<String, CatalogProduct> topic = new Topics(Topics.DEFAULT_PREFIX).catalogProducts();
        CatalogProduct one = product("decided");
        try (BroadcastProducer here = new BroadcastProducer(bootstrapServers, 4);
                BroadcastProducer there = new BroadcastProducer(bootstrapServers, 4)) {
            assertThat(here.writeUnlessAnother(topic, () -> {
                        there.write(topic, "decided", product("meanwhile"));
                        return List.of(new BroadcastProducer.Entry<>("decided", one));
                    }))
                    .isFalse();
            assertThat(here.writeUnlessAnother(topic, List::of)).isTrue();
        }

        assertThat(stored("decided"))
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.value().name()).isEqualTo("meanwhile"));
    }

    private static CatalogProduct product(String name) {
        return new CatalogProduct(
                "decided", name, null, null, null, null, null, null, true, Instant.parse("2026-03-01T10:00:00Z"));
    }

    private static void mention(String key, String id, String name) {
        Producer.post(
                        key,
                        "/v1/track",
                        "{\"userId\": \"u\", \"event\": \"Product Viewed\", \"properties\": {\"product_id\": \"%s\", \"name\": \"%s\"}}"
                                .formatted(id, name))
                .then()
                .statusCode(200);
    }

    private static Response feed(String key, String body) {
        return Producer.as(key).body(body.getBytes(UTF_8)).post("/v1/catalog");
    }

    private List<ConsumerRecord<String, CatalogProduct>> stored(String id) {
        return StoredRecords.of(bootstrapServers, new Topics(Topics.DEFAULT_PREFIX).catalogProducts()).stream()
                .filter(record -> record.key().equals(id))
                .toList();
    }
}
