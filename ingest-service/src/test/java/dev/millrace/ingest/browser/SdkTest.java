package dev.millrace.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Browser.class)
class SdkTest {

    private static final String STORED = "JSON.stringify(Object.keys(localStorage).concat(document.cookie || []))";

    private static final String QUEUE_IS_EMPTY =
            "Object.keys(localStorage).every((key) => !key.startsWith('millrace.queue'))";

    private final Chromium chromium;
    private StubShop shop;
    private BrowserPage page;

    SdkTest(Chromium chromium) {
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
    void shouldStaySmall() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(StubShop.script());
        }

        assertThat(zipped.size()).isLessThan(10 * 1024);
    }

    @Test
    void shouldTellWhatTheVisitorDoesAndWhere() {
        visit(
                "/?utm_source=mail&utm_campaign=spring&millrace_cart=secret",
                "",
                "millrace.productViewed({product_id: 'mug', price: 12.5})");

        List<JsonNode> events = sent(2);
        JsonNode view = events.get(0);
        assertThat(view.path("type").asText()).isEqualTo("page");
        assertThat(view.at("/context/page/title").asText()).isEqualTo("Mill & Co");
        assertThat(view.at("/context/page/url").asText())
                .isEqualTo(shop.at("/?utm_source=mail&utm_campaign=spring").toString());
        assertThat(view.at("/context/campaign")).hasToString("{\"source\":\"mail\",\"name\":\"spring\"}");
        assertThat(view.at("/context/locale").asText()).isEqualTo("en-US");
        assertThat(view.at("/context/timezone").asText()).isNotEmpty();
        assertThat(view.at("/context/library/name").asText()).isEqualTo("millrace.js");
        JsonNode product = events.get(1);
        assertThat(product.path("event").asText()).isEqualTo("Product Viewed");
        assertThat(product.path("properties")).hasToString("{\"product_id\":\"mug\",\"price\":12.5}");
        assertThat(product.path("anonymousId").asText())
                .hasSize(36)
                .isEqualTo(view.path("anonymousId").asText());
        assertThat(product.path("messageId").asText())
                .hasSize(36)
                .isNotEqualTo(view.path("messageId").asText());
        StubShop.Sent sent = shop.sent().get(0);
        assertThat(sent.contentType()).startsWith("text/plain");
        assertThat(sent.body().path("writeKey").asText()).isEqualTo("shop-key");
        assertThat(sent.body().path("sentAt").asText()).endsWith("Z");
        assertThat(sent.body().toString()).doesNotContain("secret");
    }

    @Test
    void shouldKeepTheVisitorOverPagesAndTellThemApartAfterReset() {
        visit("/", "", "millrace.identify('anna', {firstName: 'Anna'})");
        JsonNode known = sent(2).get(1);
        assertThat(known.path("userId").asText()).isEqualTo("anna");
        assertThat(known.path("traits")).hasToString("{\"firstName\":\"Anna\"}");

        page.evaluate("location.reload()");
        JsonNode later = sent(4).get(2);
        assertThat(later.path("userId").asText()).isEqualTo("anna");
        assertThat(later.path("anonymousId")).isEqualTo(known.path("anonymousId"));

        page.until("millrace.version").evaluate("millrace.reset(); millrace.track('Next')");
        JsonNode next = sent(5).get(4);
        assertThat(next.has("userId")).isFalse();
        assertThat(next.path("anonymousId")).isNotEqualTo(known.path("anonymousId"));
    }

    @Test
    void shouldNotMakeOnePersonOfTwoWhoShareABrowser() {
        visit("/", "", "millrace.identify('anna'); millrace.identify('ben')");

        List<JsonNode> events = sent(3);
        assertThat(events.get(2).path("anonymousId")).isNotEqualTo(events.get(1).path("anonymousId"));
    }

    @Test
    void shouldAnswerCallsThatWereMadeBeforeTheScriptWasThere() {
        visit("/", "", "millrace.track('Early').then((id) => window.early = id)");

        JsonNode early = sent(2).get(1);
        page.until("window.early");
        assertThat(page.text("window.early")).isEqualTo(early.path("messageId").asText());
        assertThat(page.holds("millrace.version")).isTrue();
    }

    @Test
    void shouldKeepEventsWhileOfflineAndSendThemInOrderWhenTheNetworkIsBack() {
        visit("/", "", "");
        sent(1);
        page.until(QUEUE_IS_EMPTY);

        page.offline(true);
        page.evaluate("for (let i = 0; i < 120; i++) millrace.track('Click', {i})");
        page.until("localStorage.getItem('millrace.retryAt')");
        assertThat(shop.events()).hasSize(1);
        page.offline(false);

        List<JsonNode> events = sent(121);
        assertThat(events.subList(1, 121))
                .extracting(event -> event.at("/properties/i").asInt())
                .isSorted();
        page.until(QUEUE_IS_EMPTY);
    }

    @Test
    void shouldPauseLongerEachTimeWhileNobodyAnswers() {
        page.beforehand("window.tries = 0; const real = fetch; window.fetch = (to, ...more) => {"
                + " tries += String(to).endsWith('/v1/batch'); return real(to, ...more) }");
        visit("/", "", "");
        sent(1);
        page.until(QUEUE_IS_EMPTY).offline(true);
        page.evaluate("tries = 0; millrace.track('Click')");
        page.evaluate("new Promise((done) => setTimeout(done, 3000))");

        assertThat(page.evaluate("tries").asInt()).isBetween(2, 4);
    }

    @Test
    void shouldNotKeepOthersWaitingBehindAnEventThatNobodyTakes() {
        visit("/", "", "");
        sent(1);

        page.evaluate("millrace.track('Huge', {text: 'x'.repeat(70000)}); millrace.track('Small')");

        assertThat(sent(2).get(1).path("event").asText()).isEqualTo("Small");
        page.until(QUEUE_IS_EMPTY);
    }

    @Test
    void shouldSendTheSameAgainAfterWhatTheServiceAsksFor() {
        shop.answer(
                new StubShop.Reply(503, Map.of("Retry-After", "2")),
                new StubShop.Reply(429, Map.of("Retry-After", "0")));
        visit("/", "", "");

        await(() -> shop.sent().size() == 3);
        List<StubShop.Sent> sent = shop.sent();
        assertThat(sent)
                .extracting(one -> one.events().get(0).path("messageId"))
                .containsOnly(sent.get(0).events().get(0).path("messageId"));
        assertThat(Duration.between(sentAt(sent.get(0)), sentAt(sent.get(1)))).isGreaterThan(Duration.ofMillis(1900));
        page.until(QUEUE_IS_EMPTY);
    }

    @Test
    void shouldSendWhatAnEarlierPageLeftBehind() {
        shop.answer(new StubShop.Reply(503, Map.of("Retry-After", "2")));
        visit("/", "", "");
        await(() -> shop.sent().size() == 1);
        page.until("localStorage.getItem('millrace.retryAt')");
        shop.put("/other", ShopPages.page("", ""));

        page.open(shop.at("/other"));

        List<JsonNode> events = sent(3);
        assertThat(events.get(1).path("messageId")).isEqualTo(events.get(0).path("messageId"));
    }

    @Test
    void shouldSendSmallerBatchesWhenOneIsTooBigAndDropWhatNobodyTakes() {
        shop.answer(StubShop.Reply.of(413), StubShop.Reply.of(413));
        visit("/", "", "millrace.track('Second')");

        await(() -> shop.sent().size() == 3);
        assertThat(shop.sent()).extracting(one -> one.events().size()).containsExactly(2, 1, 1);
        page.until(QUEUE_IS_EMPTY);
    }

    @Test
    void shouldSendByBeaconWhenThePageGoes() {
        visit("/", "", "");
        sent(1);
        shop.put("/other", "<title>elsewhere</title>");
        page.evaluate("addEventListener('pagehide', () => 0); millrace.track('Last'); location.href = '/other'");

        await(() -> shop.sent().stream().anyMatch(one -> one.path().equals("/beacon/v1/batch")));
        StubShop.Sent beacon = shop.sent().get(1);
        assertThat(beacon.events())
                .extracting(event -> event.path("event").asText())
                .containsExactly("Last");
        assertThat(beacon.body().path("writeKey").asText()).isEqualTo("shop-key");
    }

    @Test
    void shouldStoreAndSendNothingBeforeConsent() {
        visit("/", "requireConsent: true,", "millrace.productViewed({product_id: 'mug'})");
        page.until("millrace.version");
        // a page that goes must not send either
        page.evaluate("document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new Event('online'))");
        assertThat(page.text(STORED)).isEqualTo("[]");
        assertThat(page.holds("millrace.anonymousId() === null")).isTrue();
        page.evaluate("new Promise((done) => setTimeout(done, 300))");
        assertThat(shop.sent()).isEmpty();

        page.evaluate("millrace.consent(true)");

        assertThat(sent(2)).extracting(event -> event.path("type").asText()).containsExactly("page", "track");
        assertThat(page.text(STORED)).contains("millrace.anonymousId", "millrace.consent");
    }

    @Test
    void shouldForgetEverythingWhenConsentIsTakenBack() {
        visit("/", "", "");
        sent(1);
        page.evaluate("millrace.consent(false); millrace.track('Unseen')");

        assertThat(page.text(STORED)).isEqualTo("[\"millrace.consent\"]");
        page.evaluate("location.reload()");
        page.until("millrace.version");
        page.evaluate("new Promise((done) => setTimeout(done, 300))");
        assertThat(shop.events()).hasSize(1);
        assertThat(page.text(STORED)).isEqualTo("[\"millrace.consent\"]");
    }

    @Test
    void shouldTakeANoAlsoWhereNothingCanBeKept() {
        page.beforehand("Object.defineProperty(window, 'localStorage', {get: () => { throw new Error('forbidden') }})");
        visit("/", "", "");
        sent(1);

        page.evaluate("millrace.consent(false); millrace.track('Unseen')");
        page.evaluate("new Promise((done) => setTimeout(done, 300))");

        assertThat(page.holds("millrace.consentGiven()")).isFalse();
        assertThat(shop.events()).hasSize(1);
    }

    @Test
    void shouldKeepNotEvenTheRefusalWhereConsentIsRequired() {
        visit("/", "requireConsent: true,", "");
        page.until("millrace.version");

        page.evaluate("millrace.consent(false); millrace.track('Unseen')");

        assertThat(page.text(STORED)).isEqualTo("[]");
        page.evaluate("millrace.consent(true)");
        page.evaluate("millrace.track('Seen')");
        assertThat(sent(1).get(0).path("event").asText()).isEqualTo("Seen");
    }

    @Test
    void shouldTakeGlobalPrivacyControlForANoUntilTheVisitorSaysYesHere() {
        page.beforehand("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})");
        visit("/", "", "");
        page.until("millrace.version");
        page.evaluate("new Promise((done) => setTimeout(done, 300))");
        assertThat(page.text(STORED)).isEqualTo("[]");
        assertThat(shop.sent()).isEmpty();

        page.evaluate("millrace.consent(true)");

        assertThat(sent(1)).hasSize(1);
    }

    @Test
    void shouldTakeASubscriptionWithoutFollowingTheVisitor() {
        visit("/", "requireConsent: true,", "");
        page.until("millrace.version");
        page.evaluate(
                "millrace.subscribe({email: 'anna@shop.example', wording: 'Write to me', source: 'footer', version: '3'})");

        List<JsonNode> events = sent(2);
        JsonNode consent = events.get(1);
        assertThat(consent.path("event").asText()).isEqualTo("Consent Updated");
        assertThat(consent.at("/context/traits")).hasToString("{\"email\":\"anna@shop.example\"}");
        assertThat(consent.path("properties"))
                .hasToString(
                        ("{\"channel\":\"email\",\"purpose\":\"marketing\",\"status\":\"subscribed\",\"basis\":\"consent\","
                                        + "\"wording\":\"Write to me\",\"source\":\"footer\",\"version\":\"3\",\"url\":\"%s\"}")
                                .formatted(shop.at("/")));
        assertThat(events).noneMatch(event -> event.has("anonymousId"));
        assertThat(page.text(STORED)).isEqualTo("[]");
    }

    @Test
    void shouldNotThankForASubscriptionThatWasRefused() {
        shop.answer(
                new StubShop.Reply(200, Map.of(), "{\"refused\": [{\"index\": 0, \"reason\": \"nobody is named\"}]}"));
        visit("/", "requireConsent: true,", "");
        page.until("millrace.version");

        assertThat(page.text("millrace.subscribe({email: 'nonsense'}).then(() => 'thanks', (e) => e.message)"))
                .isEqualTo("refused: nobody is named");
    }

    @Test
    void shouldRestoreACartAndTakeItsTokenOutOfTheAddress() {
        shop.put("/v1/carts/good", "{\"cart_id\":\"c-1\",\"products\":[{\"product_id\":\"mug\"}]}");
        visit("/?millrace_cart=good&color=red", "", "window.cart = millrace.restoreCart()");

        page.until("millrace.version");
        assertThat(page.text("window.cart.then(JSON.stringify)"))
                .isEqualTo("{\"cart_id\":\"c-1\",\"products\":[{\"product_id\":\"mug\"}]}");
        assertThat(page.text("location.search")).isEqualTo("?color=red");
        assertThat(page.holds("millrace.restoreCart('bad').then((cart) => cart === null)"))
                .isTrue();
        assertThat(page.holds("millrace.restoreCart().then((cart) => cart === null)"))
                .isTrue();
    }

    @Test
    void shouldNeverBreakTheShop() {
        page.beforehand("Object.defineProperty(window, 'localStorage', {get: () => { throw new Error('forbidden') }})");
        visit("/", "", "window.went = 'on'");
        sent(1);

        page.evaluate("const ring = {}; ring.ring = ring; millrace.track('Ring', ring); millrace.identify(null, null)");

        assertThat(page.text("window.went")).isEqualTo("on");
        assertThat(sent(2).get(1).path("type").asText()).isEqualTo("identify");
    }

    private void visit(String path, String options, String script) {
        shop.put("/", ShopPages.page(options, script));
        page.open(shop.at("/").resolve(path));
    }

    private List<JsonNode> sent(int events) {
        await(() -> shop.events().size() >= events);
        assertThat(shop.events()).hasSize(events);
        return shop.events();
    }

    private static Instant sentAt(StubShop.Sent sent) {
        return Instant.parse(sent.body().path("sentAt").asText());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}
