package dev.millrace.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.ingest.StorefrontPopups;
import dev.millrace.ingest.storefront.Popup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guide's examples do what it says. */
@ExtendWith(Browser.class)
class GuideTest {

    private static final List<String> SENT = List.of(
            "page",
            "page",
            "Product Viewed",
            "Product Added",
            "Cart Viewed",
            "Checkout Started",
            "Order Completed",
            "Mug Engraved",
            "identify",
            "identify",
            "identify",
            "Consent Updated");

    @Test
    void shouldRunEveryExample(Chromium chromium) throws IOException {
        List<String> examples = ShopPages.guide("js");
        assertThat(examples).hasSize(5);
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            page.beforehand("window.errors = []; console.error = (...said) => window.errors.push(said.join(' '))");
            shop.put("/", ShopPages.page("", ""));
            page.open(shop.at("/"));
            for (String example : examples) {
                // the one about consent ends with a refusal, which would silence the others
                page.evaluate("(async () => {" + example.replace("millrace.consent(false);", "") + "})()");
            }

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> shop.events().size() >= SENT.size());
            assertThat(shop.events())
                    .extracting(event ->
                            event.path("event").asText(event.path("type").asText()))
                    .containsExactlyElementsOf(SENT);
            assertThat(page.evaluate("window.errors")).isEmpty();
        }
    }

    @Test
    void shouldReadTheExampleOfAConfiguration() {
        Popup popup = StorefrontPopups.read(ShopPages.guide("properties").get(0));

        assertThat(popup.rule().delaySeconds()).isEqualTo(20);
        assertThat(popup.rule().exceptPaths()).containsExactly("/checkout", "/account");
        assertThat(popup.texts().get("en").code()).isEqualTo("WELCOME10");
        assertThat(popup.texts().get("en").version()).hasSize(12);
    }
}
