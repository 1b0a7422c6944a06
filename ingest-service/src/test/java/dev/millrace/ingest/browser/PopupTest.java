package dev.millrace.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import dev.millrace.contract.Json;
import dev.millrace.ingest.storefront.Popup;
import dev.millrace.ingest.storefront.PopupRule;
import dev.millrace.ingest.storefront.PopupTexts;
import dev.millrace.ingest.storefront.Storefront;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Browser.class)
class PopupTest {

    private static final String WORDING = "Yes, Mill & Co may send me news by e-mail. I can withdraw this at any time.";
    private static final PopupRule AT_ONCE = new PopupRule(true, 0L, null, false, 0, List.of());
    private static final String DIALOG = "document.querySelector('millrace-popup').shadowRoot.querySelector('dialog')";
    private static final String SHOWN = "document.querySelector('millrace-popup')";
    private static final String FOCUS = "document.activeElement.shadowRoot?.activeElement";
    private static final String A_MOMENT = "new Promise((done) => setTimeout(done, 300))";
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Chromium chromium;
    private StubShop shop;
    private BrowserPage page;

    PopupTest(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeEach
    void open() throws IOException {
        shop = new StubShop();
        page = chromium.visitor();
    }

    @AfterEach
    void close() {
        page.close();
        shop.close();
    }

    @Test
    void shouldRecordPermissionWithTheExactWording() {
        visit(AT_ONCE);
        page.until(SHOWN);
        focusEmail();
        page.type("anna@shop.example").press("Tab").press(" ").press("Enter");
        page.until(DIALOG + ".textContent.includes('WELCOME10')");

        JsonNode consent = event("Consent Updated");
        ObjectNode expected = Json.object()
                .put("channel", "email")
                .put("purpose", "marketing")
                .put("status", "subscribed")
                .put("basis", "consent")
                .put("source", "popup:welcome")
                .put("wording", WORDING)
                .put("version", texts("x", WORDING).version())
                .put("language", "en")
                .put("url", shop.at("/").toString());
        assertThat(consent.path("properties")).isEqualTo(expected);
        assertThat(consent.at("/context/traits/email").asText()).isEqualTo("anna@shop.example");
        assertThat(consent.path("anonymousId").asText()).hasSize(36);
        assertThat(shop.events())
                .filteredOn(event -> event.path("type").asText().equals("identify"))
                .extracting(event -> event.at("/traits/email").asText())
                .containsExactly("anna@shop.example");
        page.press("Escape").until("!" + SHOWN);

        page.evaluate("location.reload()");
        page.until("millrace.version").evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();
        assertThat(shop.events())
                .noneMatch(event -> event.path("event").asText().equals("Popup Dismissed"));
    }

    @Test
    void shouldAskForAnAddressAndForPermission() {
        visit(AT_ONCE);
        page.until(SHOWN);
        focusEmail();

        page.type("anna@").press("Enter");
        assertThat(page.text(FOCUS + ".id")).isEqualTo("email");
        assertThat(page.text(DIALOG + ".querySelector('[role=alert]').textContent"))
                .contains("name@example.org");
        assertThat(page.text(FOCUS + ".getAttribute('aria-invalid')")).isEqualTo("true");
        page.type("shop.example").press("Enter");
        assertThat(page.text(FOCUS + ".id")).isEqualTo("permission");
        assertThat(page.text(DIALOG + ".querySelector('[role=alert]').textContent"))
                .contains("tick the box");
        assertThat(page.holds(FOCUS + ".checked")).isFalse();
        assertThat(shop.events())
                .noneMatch(event -> event.path("event").asText().equals("Consent Updated"));
    }

    @Test
    void shouldKeepFocusInsideAndGiveItBack() {
        shop.put("/v1/storefront/shop-key", json(new PopupRule(true, null, 50, false, 0, List.of())));
        shop.put("/", ShopPages.page("", ""));
        page.open(shop.at("/")).until("millrace.version").evaluate("document.querySelector('#before').focus()");
        page.evaluate("scrollTo(0, 1e5)");
        page.until(SHOWN);

        assertThat(page.text(FOCUS + ".id")).isEqualTo("title");
        List<String> stops = List.of("email", "permission", "main", "decline", "privacy", "close", "email");
        for (String stop : stops) {
            page.press("Tab");
            assertThat(page.text(FOCUS + ".id || " + FOCUS + ".className")).isEqualTo(stop);
        }
        page.pressWithShift("Tab");
        assertThat(page.text(FOCUS + ".className")).isEqualTo("close");
        page.press("Escape").until("!" + SHOWN);
        assertThat(page.text("document.activeElement.id")).isEqualTo("before");
    }

    @Test
    void shouldBeNamedForScreenReaders() {
        visit(AT_ONCE);
        page.until(SHOWN);

        assertThat(page.text(DIALOG + ".getAttribute('aria-modal')")).isEqualTo("true");
        assertThat(page.text(DIALOG + ".matches(':modal')")).isEqualTo("true");
        assertThat(page.text(
                        DIALOG + ".querySelector('#' + " + DIALOG + ".getAttribute('aria-labelledby')).textContent"))
                .isEqualTo("10 % off <your> first order");
        assertThat(
                        page.holds(
                                "[..." + DIALOG
                                        + ".querySelectorAll('input')].every((field) => field.labels.length === 1 && field.labels[0].textContent)"))
                .isTrue();
        assertThat(page.text(DIALOG + ".querySelector('.close').getAttribute('aria-label')"))
                .isEqualTo("Close");
        assertThat(page.text(DIALOG + ".lang")).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"reduce, none", "no-preference, appear"})
    void shouldNotMoveForWhoWantsNoMotion(String wish, String animation) {
        page.media("prefers-reduced-motion", wish);
        visit(AT_ONCE);
        page.until(SHOWN);

        assertThat(page.text("getComputedStyle(" + DIALOG + ").animationName")).isEqualTo(animation);
    }

    @ParameterizedTest
    @CsvSource({"Escape", "close", "decline", "backdrop"})
    void shouldNotComeAgainAfterItWasClosed(String way) {
        visit(AT_ONCE);
        page.until(SHOWN);
        switch (way) {
            case "Escape" -> page.press("Escape");
            case "backdrop" -> page.click(5, 5);
            default -> page.evaluate(DIALOG + ".querySelector('." + way + "').click()");
        }
        page.until("!" + SHOWN);
        event("Popup Dismissed");

        page.evaluate("location.reload()");
        page.until("millrace.version").evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();
    }

    @Test
    void shouldStayWhenItIsClickedAroundItsContentsOrATextIsSelectedBeyondIt() {
        visit(AT_ONCE);
        page.until(SHOWN);
        int left = corner("left") + 4;
        int top = corner("top") + 4;

        page.click(left, top).drag(left + 60, top + 30, 5, 5).evaluate(A_MOMENT);

        assertThat(page.holds(SHOWN)).isTrue();
    }

    private int corner(String side) {
        return page.evaluate("Math.round(" + DIALOG + ".getBoundingClientRect()." + side + ")")
                .asInt();
    }

    @Test
    void shouldComeAgainAfterTheDaysThatTheShopSays() {
        page.beforehand("{const now = Date.now, add = +new URLSearchParams(location.search).get('later') || 0;"
                + " Date.now = () => now() + add}");
        visit(new PopupRule(false, 0L, null, false, 30, List.of()));
        page.until(SHOWN).press("Escape").until("!" + SHOWN);

        page.open(shop.at("/?later=" + (30 * DAY - 60_000)))
                .until("millrace.version")
                .evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();
        page.open(shop.at("/?later=" + 30 * DAY)).until(SHOWN);
    }

    @Test
    void shouldComeOnTheFirstVisitOnly() {
        page.beforehand("{const now = Date.now, add = +new URLSearchParams(location.search).get('later') || 0;"
                + " Date.now = () => now() + add}");
        visit(new PopupRule(true, null, 100, false, 0, List.of()));
        page.until("localStorage.getItem('millrace.visit')");
        page.open(shop.at("/?later=1700000")).until("millrace.version").evaluate("scrollTo(0, 1e5)");
        page.until(SHOWN);

        page.open(shop.at("/?later=3600000")).until("millrace.version").evaluate("scrollTo(0, 1e5)");
        page.evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();
    }

    @Test
    void shouldComeAfterADelay() {
        visit(new PopupRule(true, 1L, null, false, 0, List.of()));
        page.until("millrace.version");
        assertThat(page.holds(SHOWN)).isFalse();
        page.until(SHOWN);
    }

    @Test
    void shouldComeWhenThePointerLeavesAtTheTop() {
        visit(new PopupRule(true, null, null, true, 0, List.of()));
        page.until("millrace.version").evaluate(A_MOMENT);
        page.movePointer(200, 200).movePointer(200, 100).evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();

        page.evaluate(
                "document.documentElement.dispatchEvent(new MouseEvent('mouseout', {bubbles: true, clientY: -1}))");
        page.until(SHOWN);
    }

    @Test
    void shouldNotComeWhereTheShopDoesNotWantIt() {
        shop.put("/v1/storefront/shop-key", json(new PopupRule(true, 0L, null, false, 0, List.of("/checkout"))));
        shop.put("/checkout/address", ShopPages.page("", ""));
        page.open(shop.at("/checkout/address")).until("millrace.version").evaluate(A_MOMENT);

        assertThat(page.holds(SHOWN)).isFalse();
    }

    @Test
    void shouldNotComeToWhoIsKnown() {
        shop.put("/v1/storefront/shop-key", json(AT_ONCE));
        shop.put("/", ShopPages.page("", "millrace.identify('anna')"));
        page.open(shop.at("/")).until("millrace.version").evaluate(A_MOMENT);

        assertThat(page.holds(SHOWN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "null, {firstName: 'Anna'}", "''"})
    void shouldComeToWhomThePageHasNoNameFor(String nobody) {
        shop.put("/v1/storefront/shop-key", json(AT_ONCE));
        shop.put("/", ShopPages.page("", "millrace.identify(" + nobody + ")"));

        page.open(shop.at("/")).until(SHOWN);
    }

    @Test
    void shouldComeByItselfOnlyWithConsentAndAlwaysWhenAskedFor() {
        shop.put("/v1/storefront/shop-key", json(AT_ONCE));
        shop.put("/", ShopPages.page("requireConsent: true,", ""));
        page.open(shop.at("/")).until("millrace.version").evaluate(A_MOMENT);
        assertThat(page.holds(SHOWN)).isFalse();

        page.evaluate("millrace.showPopup()");
        page.until(SHOWN).press("Escape").until("!" + SHOWN);
        assertThat(page.holds("localStorage.length === 0")).isTrue();
        assertThat(shop.sent()).isEmpty();
    }

    @Test
    void shouldSpeakTheLanguageOfThePage() {
        shop.put("/v1/storefront/shop-key", json(AT_ONCE));
        shop.put("/", ShopPages.page("", "").replace("lang=\"en\"", "lang=\"de-AT\""));
        page.open(shop.at("/")).until(SHOWN);

        assertThat(page.text(DIALOG + ".lang")).isEqualTo("de");
    }

    @Test
    void shouldTakeTheShopsStyle() {
        shop.put("/v1/storefront/shop-key", json(AT_ONCE));
        shop.put(
                "/",
                ShopPages.page("", "")
                        .replace(
                                "</title>",
                                "</title><style>:root{--millrace-background:#fdf6e3} dialog{display:none!important}"
                                        + " millrace-popup::part(title){color:rgb(1,2,3)}</style>"));
        page.open(shop.at("/")).until(SHOWN);

        assertThat(page.text("getComputedStyle(" + DIALOG + ").backgroundColor"))
                .isEqualTo("rgb(253, 246, 227)");
        assertThat(page.text("getComputedStyle(" + DIALOG + ").display")).isEqualTo("block");
        assertThat(page.text("getComputedStyle(" + DIALOG + ".querySelector('h2')).color"))
                .isEqualTo("rgb(1, 2, 3)");
    }

    @Test
    void shouldWorkUnderAStrictContentSecurityPolicy() {
        shop.pageHeaders(Map.of("Content-Security-Policy", "default-src 'self'; script-src 'self' 'unsafe-inline'"));
        visit(AT_ONCE);
        page.until(SHOWN);

        assertThat(page.text("getComputedStyle(" + DIALOG + ").borderRadius")).isEqualTo("12px");
    }

    @ParameterizedTest
    @CsvSource({"phone, 390, 844", "small-phone, 320, 568", "desktop, 1280, 800"})
    void shouldFitTheScreen(String name, int width, int height) throws IOException {
        page.size(width, height, width < 500).media("prefers-reduced-motion", "reduce");
        visit(AT_ONCE);
        page.until(SHOWN);

        page.screenshot(Path.of("target", "screenshots", "popup-" + name + ".png"));
        assertThat(
                        page.holds(
                                "(() => { const box = " + DIALOG
                                        + ".getBoundingClientRect(); return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight })()"))
                .isTrue();
        assertThat(page.holds(DIALOG + ".scrollWidth <= " + DIALOG + ".clientWidth"))
                .isTrue();
        page.evaluate(DIALOG + ".querySelector('#email').value = 'anna@shop.example'");
        page.evaluate(DIALOG + ".querySelector('#permission').click()");
        page.evaluate(DIALOG + ".querySelector('.main').click()");
        page.until(DIALOG + ".textContent.includes('WELCOME10')");
        page.screenshot(Path.of("target", "screenshots", "popup-thanks-" + name + ".png"));
    }

    private void visit(PopupRule rule) {
        shop.put("/v1/storefront/shop-key", json(rule));
        shop.put("/", ShopPages.page("", ""));
        page.open(shop.at("/"));
    }

    private void focusEmail() {
        page.press("Tab");
        assertThat(page.text(FOCUS + ".id")).isEqualTo("email");
    }

    private JsonNode event(String name) {
        Awaitility.await(name).until(() -> shop.events().stream()
                .anyMatch(event -> event.path("event").asText().equals(name)));
        return shop.events().stream()
                .filter(event -> event.path("event").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String json(PopupRule rule) {
        Map<String, PopupTexts> texts = Map.of(
                "en", texts("10 % off <your> first order", WORDING),
                "de", texts("10 % auf die erste Bestellung", "Ja, Mill & Co darf mir schreiben."));
        return Json.mapper()
                .valueToTree(new Storefront(new Popup("welcome", "subscribed", "marketing", "en", rule, texts)))
                .toString();
    }

    private static PopupTexts texts(String title, String wording) {
        return new PopupTexts(
                title,
                "News from the mill, twice a month, and a code for your first order.",
                "E-mail address",
                wording,
                "",
                "Sign up",
                "No, thank you",
                "Close",
                "Please enter an e-mail address such as name@example.org.",
                "Please tick the box if we may write to you.",
                "That did not work. Please try again.",
                "Thank you",
                "Our first mail is on its way. Your code:",
                "Back to the shop",
                "WELCOME10",
                "What we do with your address",
                "/privacy");
    }
}
