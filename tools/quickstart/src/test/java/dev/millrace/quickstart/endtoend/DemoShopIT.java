package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.quickstart.demo.DemoShop;
import dev.millrace.quickstart.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person can click through in the demo shop: from the pop-up to the mail in the inbox, and to the order. */
@ExtendWith({Browser.class, PlatformExtension.class})
class DemoShopIT {

    private static final String POPUP = "document.querySelector('millrace-popup')";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Chromium chromium;
    private DemoShop demo;
    private Shop shop;
    private BrowserPage page;

    DemoShopIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeEach
    void open(Platform platform) throws IOException {
        demo = DemoShop.start(
                platform.storefrontPort(),
                platform.addresses().ingest(),
                platform.addresses().inbox(),
                platform.keys().browserKey());
        shop = new Shop(platform);
        page = chromium.visitor().media("prefers-reduced-motion", "reduce");
    }

    @AfterEach
    void close() {
        page.close();
        demo.close();
    }

    @Test
    void shouldWelcomeWhoSignsUpAndRemindThemOfTheirCart() throws IOException {
        page.size(1280, 800, false).open(demo.address().resolve("/")).until("document.querySelector('.products img')");
        page.screenshot(SCREENSHOTS.resolve("demo-list-desktop.png"));
        page.until(POPUP);
        page.screenshot(SCREENSHOTS.resolve("demo-popup-desktop.png"));
        page.press("Tab").type("pia@example.org").press("Tab").press(" ").press("Enter");
        page.until(POPUP + ".shadowRoot.textContent.includes('WELCOME10')");
        page.press("Escape").until("!" + POPUP);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(shop.mailsTo("pia"))
                .extracting(Shop.Mail::subject)
                .containsExactly("Good to have you, friend"));

        page.open(demo.address().resolve("/product?id=grain-mill")).until("document.querySelector('#add')");
        page.evaluate("document.querySelector('#add').click()");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(shop.mailsTo("pia"))
                .extracting(Shop.Mail::subject)
                .contains("Your cart is waiting"));

        page.open(demo.address().resolve("/checkout")).until("document.querySelector('#order .price')");
        page.evaluate("document.querySelector('[name=firstName]').value = 'Pia';"
                + "document.querySelector('[name=email]').value = 'pia@example.org';"
                + "document.querySelector('#checkout .main').click()");
        page.until("location.pathname === '/thanks'");
    }

    @Test
    void shouldFitAPhone() throws IOException {
        page.size(390, 844, true);
        for (String path : new String[] {"/", "/product?id=bread-basket", "/cart", "/checkout", "/account"}) {
            page.open(demo.address().resolve(path)).until("document.querySelector('main').textContent.trim()");
            page.screenshot(SCREENSHOTS.resolve("demo" + path.replaceAll("\\W", "-") + "phone.png"));
            assertThat(page.holds("document.documentElement.scrollWidth <= innerWidth"))
                    .describedAs(path)
                    .isTrue();
        }
    }
}
