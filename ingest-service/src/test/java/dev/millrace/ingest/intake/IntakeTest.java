package dev.millrace.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.CallType;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class IntakeTest {

    private static final String PAGE = "{\"userId\":\"u\",\"name\":\"Home\"}";
    private static final List<ClientRequest> CLIENTS = ClientRequest.ALL;

    private final Workbench bench = new Workbench(10, 100);

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void shouldTakeWhatClientsSend(ClientRequest request) {
        byte[] body = request.encoded(request.plain(Workbench.BROWSER_KEY, "m"));

        Reply reply = bench.take(request.sent(Workbench.BROWSER_KEY, body));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Workbench.json(reply)).contains("\"refused\":[]");
        assertThat(bench.stored())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.source()).isEqualTo("storefront"))
                .allSatisfy(
                        event -> assertThat(event.context().has("clockAhead")).isFalse());
    }

    @Test
    void shouldTakeTheKeyFromTheHeaderBeforeTheBodyBeforeTheAddress() {
        assertThat(sourceOf(basic(Workbench.SERVER_KEY), Workbench.BROWSER_KEY, Workbench.STRICT_KEY))
                .isEqualTo("backend");
        assertThat(sourceOf(null, Workbench.BROWSER_KEY, Workbench.STRICT_KEY)).isEqualTo("storefront");
        assertThat(sourceOf(null, "", Workbench.STRICT_KEY)).isEqualTo("strict");
        assertThat(sourceOf("Bearer x", Workbench.BROWSER_KEY, null)).isEqualTo("storefront");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"nobody,-,-", "nobody,browser-key,-", "-,nobody,browser-key", "-,-,nobody", "-,-,-"})
    void shouldRefuseWhoHasNoKey(String header, String body, String address) {
        Reply reply = bench.take(sent(header == null ? null : basic(header), keyed(body), address, null));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(bench.stored()).isEmpty();
    }

    @Test
    void shouldNotCallAKeyUnknownBeforeItWasReadWhoMaySend() {
        Workbench starting = new Workbench(10, 10, false);

        Reply unknown = starting.take(sent(basic("new-key"), PAGE, null, null));
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.headers()).containsEntry("Retry-After", "1");
        assertThat(starting.take(sent(basic(Workbench.BROWSER_KEY), PAGE, null, null))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeFromListedOriginsOnly() {
        assertThat(bench.take(sent(basic(Workbench.STRICT_KEY), PAGE, null, Workbench.ORIGIN))
                        .status())
                .isEqualTo(200);
        Reply strange = bench.take(sent(basic(Workbench.STRICT_KEY), PAGE, null, "https://evil.example"));
        assertThat(strange.status()).isEqualTo(403);
        assertThat(Workbench.json(strange)).contains("origin-not-allowed");
        assertThat(bench.take(sent(basic(Workbench.BROWSER_KEY), PAGE, null, "https://evil.example"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldSlowDownWhoSendsTooFastAndSayWhenToComeBack() {
        for (int i = 0; i < 50; i++) {
            assertThat(page().status()).isEqualTo(200);
        }
        Reply tooFast = page();
        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.headers()).containsEntry("Retry-After", "1");

        bench.pass(Duration.ofMillis(99));
        assertThat(page().status()).isEqualTo(429);
        bench.pass(Duration.ofMillis(1));
        assertThat(page().status()).isEqualTo(200);
        assertThat(bench.take(sent(basic(Workbench.SERVER_KEY), PAGE, null, null))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeABatchLargerThanTheLimitAndLetItBePaidBack() {
        String batch = "{\"batch\":[" + "{\"type\":\"page\",\"userId\":\"u\"},".repeat(119)
                + "{\"type\":\"page\",\"userId\":\"u\"}]}";
        Sent sent = new Sent(
                Sent.Call.BATCH, basic(Workbench.BROWSER_KEY), null, null, null, null, "", batch.getBytes(UTF_8));

        assertThat(bench.take(sent).status()).isEqualTo(200);
        assertThat(page().headers()).containsEntry("Retry-After", "8");
        bench.pass(Duration.ofSeconds(7));
        assertThat(page().status()).isEqualTo(429);
        bench.pass(Duration.ofSeconds(1));
        assertThat(page().status()).isEqualTo(200);
    }

    @Test
    void shouldHoldOneAddressThatSendsTooMuchWithABrowsersKeyAndNotTheOthers() {
        Workbench limited = new Workbench(100, 100, 10);
        for (int i = 0; i < 50; i++) {
            assertThat(limited.take(from("192.0.2.1", Workbench.BROWSER_KEY)).status())
                    .isEqualTo(200);
        }

        Reply tooFast = limited.take(from("192.0.2.1", Workbench.BROWSER_KEY));
        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.headers()).containsEntry("Retry-After", "1");
        assertThat(tooFast.code()).contains("address-too-fast");
        assertThat(limited.take(from("192.0.2.2", Workbench.BROWSER_KEY)).status())
                .isEqualTo(200);
        assertThat(limited.take(from("192.0.2.1", Workbench.SERVER_KEY)).status())
                .isEqualTo(200);
        limited.pass(Duration.ofMillis(100));
        assertThat(limited.take(from("192.0.2.1", Workbench.BROWSER_KEY)).status())
                .isEqualTo(200);
    }

    @Test
    void shouldHoldAnAddressAlsoWhereTheKeyStandsInTheBody() {
        Workbench limited = new Workbench(100, 100, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(limited.take(withKeyInBody("192.0.2.1")).status()).isEqualTo(200);
        }
        assertThat(limited.take(withKeyInBody("192.0.2.1")).code()).contains("address-too-fast");
    }

    @Test
    void shouldReadTheAnonymousIdAndTheTimeOfSendingFromTheHeaders() {
        String call = "{\"event\":\"e\",\"originalTimestamp\":\"2026-03-01T11:00:00Z\"}";
        bench.take(new Sent(
                Sent.Call.of(CallType.TRACK),
                basic(Workbench.BROWSER_KEY),
                null,
                null,
                "2026-03-01T11:00:05Z",
                Base64.getEncoder().encodeToString("a-1".getBytes(UTF_8)),
                "",
                call.getBytes(UTF_8)));

        ShopEvent event = bench.stored().get(0);
        assertThat(event.customer().value()).isEqualTo("anon:a-1");
        assertThat(event.timestamp()).isEqualTo(Workbench.T0.minusSeconds(5));
    }

    @Test
    void shouldKeepWhatWasRefusedWithoutWhatNamesAPerson() {
        bench.take(sent(null, keyed("browser-key").replace("userId", "nobody"), null, null));

        ProducerRecord<byte[], byte[]> kept = bench.refusals().get(0);
        assertThat(header(kept, DeadLetter.SOURCE)).isEqualTo("storefront");
        assertThat(header(kept, DeadLetter.CODE)).isEqualTo("no-identifier");
        assertThat(header(kept, DeadLetter.INDEX)).isEqualTo("0");
        assertThat(new String(kept.value(), UTF_8))
                .isEqualTo("{\"nobody\":\"(text of 1 characters)\",\"writeKey\":\"(text of 11 characters)\"}");
    }

    @Test
    void shouldKeepOfAMalformedBodyOnlyTheReason() {
        bench.take(sent(basic(Workbench.BROWSER_KEY), "{\"userId\":\"u\",,}", null, null));
        bench.take(sent(null, "{,}", null, null));

        assertThat(bench.refusals()).hasSize(1);
        assertThat(bench.refusals().get(0).value()).isEmpty();
        assertThat(header(bench.refusals().get(0), DeadLetter.CODE)).isEqualTo("malformed");
        assertThat(header(bench.refusals().get(0), DeadLetter.REASON)).contains("line 1, column 15");
    }

    @Test
    void shouldRefuseAnItemThatCannotBeReadAndTakeTheOthers() {
        String item = "{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":%s}}";
        String batch = "{\"batch\":[" + item.formatted("1") + "," + item.formatted("1e99999999999") + ","
                + item.formatted("x") + "," + item.formatted("9".repeat(400)) + "," + item.formatted("2") + "]}";

        Reply reply = bench.take(new Sent(
                Sent.Call.BATCH, basic(Workbench.BROWSER_KEY), null, null, null, null, "", batch.getBytes(UTF_8)));

        assertThat(reply.status()).isEqualTo(200);
        Answer answer = (Answer) reply.body();
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.refused()).extracting(Answer.Refusal::index).containsExactly(1, 2, 3);
        assertThat(bench.refusals())
                .extracting(refusal -> header(refusal, DeadLetter.CODE))
                .containsExactly("not-json", "not-json", "bad-number");
        assertThat(bench.stored()).hasSize(2);
    }

    @Test
    void shouldKeepOnlyAShareOfWhatOneSourceSendsInVain() {
        Workbench fast = new Workbench(1_000_000, 1_000_000);
        for (int i = 0; i < 1_100; i++) {
            fast.take(sent(basic(Workbench.BROWSER_KEY), "{}", null, null));
        }

        assertThat(fast.refusals()).hasSize(1_000);
    }

    private Reply page() {
        return bench.take(sent(basic(Workbench.BROWSER_KEY), PAGE, null, null));
    }

    private String sourceOf(String authorization, String bodyKey, String addressKey) {
        assertThat(bench.take(sent(authorization, keyed(bodyKey), addressKey, null))
                        .status())
                .isEqualTo(200);
        return bench.stored().get(0).source();
    }

    private static Sent sent(String authorization, String body, String addressKey, String origin) {
        return new Sent(
                Sent.Call.of(CallType.PAGE), authorization, addressKey, origin, null, null, "", body.getBytes(UTF_8));
    }

    private static Sent from(String client, String key) {
        return new Sent(Sent.Call.of(CallType.PAGE), basic(key), null, null, null, null, client, PAGE.getBytes(UTF_8));
    }

    private static Sent withKeyInBody(String client) {
        return new Sent(
                Sent.Call.of(CallType.PAGE),
                null,
                null,
                null,
                null,
                null,
                client,
                keyed(Workbench.BROWSER_KEY).getBytes(UTF_8));
    }

    private static String keyed(String key) {
        return key == null ? PAGE : "{\"userId\":\"u\",\"writeKey\":\"" + key + "\"}";
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
