package dev.millrace.ingest.clients;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.kafka.LogPreparation;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Browser clients of other makers, unmodified, in a real browser on a page of another origin. */
@QuarkusTest
@ExtendWith(Browser.class)
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class BrowserClientsTest {

    private static final String BROWSER_KEY = "browser-key-of-the-tests";
    private static final String SOURCE = "storefront";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource
    String millrace;

    @Inject
    LogPreparation preparation;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @Test
    void shouldStoreTheJourneyThatSegmentsBrowserClientSends(Chromium chromium) throws IOException {
        assertStored("segment-browser", chromium);
    }

    @Test
    void shouldStoreTheJourneyThatRudderStacksBrowserClientSends(Chromium chromium) throws IOException {
        assertStored("rudderstack-browser", chromium);
    }

    private void assertStored(String client, Chromium chromium) throws IOException {
        Journey journey = new Journey(client);
        try (ShopSite shop = new ShopSite(NodeClient.installed());
                BrowserPage page = chromium.visitor()) {
            page.open(shop.page(
                    client + ".html",
                    Map.of(
                            "millrace", millrace.replaceFirst("/$", ""),
                            "key", BROWSER_KEY,
                            "anonymous", journey.anonymousId(),
                            "user", journey.userId(),
                            "previous", journey.previousId(),
                            "timestamp", Journey.AT.toString(),
                            "context", Journey.CONTEXT)));
            page.until("document.title === 'sent'");
            journey.assertArrived(bootstrapServers, SOURCE, ShopEvent.Trust.BROWSER);
        }
    }
}
