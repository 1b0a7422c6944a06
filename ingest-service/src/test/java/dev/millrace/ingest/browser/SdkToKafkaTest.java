package dev.millrace.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shop's page on one host, the running service on another: what the browser sends is what Kafka has. */
@QuarkusTest
@ExtendWith(Browser.class)
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class SdkToKafkaTest {

    private static final String KEY = "browser-key-of-the-tests";
    private static final String POPUP = "document.querySelector('millrace-popup')";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @Test
    void shouldStoreWhatTheVisitorDidAsItWasSent(Chromium chromium) throws IOException {
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            shop.put(
                    "/",
                    page("millrace.productAdded({cart_id: 'c', product_id: 'mug', name: 'Žluťoučký', price: 12.5});"));
            page.open(shop.at("/?utm_source=news")).until("millrace.version");
            String visitor = page.text("millrace.anonymousId()");

            List<ConsumerRecord<CustomerId, ShopEvent>> stored = stored(visitor, 2);
            ShopEvent view = named(stored, "Page Viewed");
            assertThat(view.context().at("/page/url").asText())
                    .isEqualTo(shop.at("/?utm_source=news").toString());
            assertThat(view.context().at("/campaign/source").asText()).isEqualTo("news");
            assertThat(view.trust()).isEqualTo(ShopEvent.Trust.BROWSER);
            ShopEvent added = named(stored, "Product Added");
            assertThat(added.properties())
                    .hasToString(
                            "{\"cart_id\":\"c\",\"product_id\":\"mug\",\"name\":\"Žluťoučký\",\"price\":\"12.5\"}");
            assertThat(stored)
                    .filteredOn(one -> one.value() == added)
                    .extracting(ConsumerRecord::topic)
                    .containsExactly("millrace.events.cart");
        }
    }

    @Test
    void shouldStoreAPermissionWithItsWordingUnderTheAddress(Chromium chromium) throws IOException {
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            shop.put("/", page(""));
            page.open(shop.at("/")).until("millrace.version").evaluate("scrollTo(0, 1e5)");
            String visitor = page.text("millrace.anonymousId()");
            page.until(POPUP)
                    .press("Tab")
                    .type("zoe@shop.example")
                    .press("Tab")
                    .press(" ")
                    .press("Enter");

            ShopEvent consent = named(stored(visitor, 4), "Consent Updated");
            assertThat(consent.customer().value()).startsWith("mail:");
            assertThat(consent.alsoKnownAs()).containsExactly(CustomerId.anonymous(visitor));
            JsonNode said = consent.properties();
            assertThat(said.path("wording").asText())
                    .isEqualTo(
                            "Yes, Mill & Co may send me news and offers by e-mail. I can withdraw this at any time.");
            assertThat(said.path("status").asText()).isEqualTo("subscribed");
            assertThat(said.path("source").asText()).isEqualTo("popup:welcome");
            assertThat(said.path("version").asText()).hasSize(12);
        }
    }

    @Test
    void shouldStoreTheBeaconOfAPageThatGoes(Chromium chromium) throws IOException {
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            shop.put("/", page(""));
            shop.put("/elsewhere", "<title>elsewhere</title>");
            page.open(shop.at("/")).until("millrace.version");
            String visitor = page.text("millrace.anonymousId()");
            stored(visitor, 1);

            page.evaluate("millrace.track('Last'); location.href = '/elsewhere'");

            assertThat(named(stored(visitor, 2), "Last").anonymousId()).isEqualTo(visitor);
        }
    }

    private String page(String script) {
        String host = service.resolve("/").toString().replaceAll("/$", "");
        return ShopPages.page("host: '" + host + "',", script)
                .replace("src=\"/millrace.js", "src=\"" + host + "/millrace.js")
                .replace("shop-key", KEY);
    }

    /** Once so many different ones are there: a retry is the same event. */
    private List<ConsumerRecord<CustomerId, ShopEvent>> stored(String visitor, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> StoredEvents.of(bootstrapServers, event -> visitor.equals(event.anonymousId())),
                        found -> ids(found).size() >= count);
    }

    private static Set<String> ids(List<ConsumerRecord<CustomerId, ShopEvent>> found) {
        return found.stream().map(one -> one.value().id()).collect(Collectors.toSet());
    }

    private static ShopEvent named(List<ConsumerRecord<CustomerId, ShopEvent>> events, String name) {
        return events.stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
