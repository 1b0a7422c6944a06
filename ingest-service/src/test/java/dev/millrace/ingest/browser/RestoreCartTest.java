package dev.millrace.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.contract.CartToken;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SigningKey;
import dev.millrace.ingest.rest.FakeSegmentService;
import dev.millrace.ingest.rest.Producer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link in a mail, opened in a browser that never was at the shop: its page gets the cart from the running service. */
@QuarkusTest
@ExtendWith(Browser.class)
@WithTestResource(value = FakeSegmentService.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RestoreCartTest {

    private static final SigningKey KEY = new SigningKey("a secret of tests, long enough");
    private static final String RESTORE = "millrace.restoreCart()"
            + ".then(cart => { window.restored = JSON.stringify(cart); })"
            + ".catch(failure => { window.restored = 'failed: ' + failure.message; });";

    @TestHTTPResource("/")
    URI service;

    @Test
    void shouldGiveThePageTheCartThatTheLinkLeadsTo(Chromium chromium) throws IOException {
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            String restored = restored(shop, page, token("anna b", "2100-01-01T00:00:00Z"));

            JsonNode cart = Json.mapper().readTree(restored);
            assertThat(cart.path("currency").asText()).isEqualTo("EUR");
            assertThat(cart.at("/products/0/product_id").asText()).isEqualTo("MUG");
            assertThat(cart.at("/products/0/quantity").asInt()).isEqualTo(2);
            assertThat(page.text("location.search")).isEqualTo("?utm_source=mail");
        }
    }

    @Test
    void shouldGiveNothingForALinkThatIsNotGoodAnyMore(Chromium chromium) throws IOException {
        List<String> tokens =
                List.of(token("anna b", "2020-01-01T00:00:00Z"), token("nobody", "2100-01-01T00:00:00Z"), "forged");
        for (String token : tokens) {
            try (StubShop shop = new StubShop();
                    BrowserPage page = chromium.visitor()) {
                assertThat(restored(shop, page, token)).isEqualTo("null");
            }
        }
    }

    @Test
    void shouldSayWhenNobodyCanTellNow(Chromium chromium) throws IOException {
        try (StubShop shop = new StubShop();
                BrowserPage page = chromium.visitor()) {
            assertThat(restored(shop, page, token("late", "2100-01-01T00:00:00Z")))
                    .isEqualTo("failed: the cart could not be fetched, status 503");
        }
    }

    private String restored(StubShop shop, BrowserPage page, String token) {
        String host = service.resolve("/").toString().replaceAll("/$", "");
        shop.put(
                "/cart",
                ShopPages.page("host: '" + host + "',", RESTORE)
                        .replace("src=\"/millrace.js", "src=\"" + host + "/millrace.js")
                        .replace("shop-key", Producer.BROWSER_KEY));
        page.open(shop.at("/cart?utm_source=mail&millrace_cart=" + token)).until("window.restored");
        return page.text("window.restored");
    }

    private static String token(String user, String until) {
        return new CartToken(CustomerId.user(user), Instant.parse(until)).signed(KEY);
    }
}
