package dev.millrace.ingest.tracking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private final BodyReader reader = new BodyReader(new Limits(100, 1000, 3));

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "42", "null", "{\"a\":}", "{} {}", "{}x", "{\"a\":1,}", "\u0000"})
    void shouldRefuseABodyThatIsNotOneJsonObject(String body) {
        assertThat(reader.readCall(body.getBytes(UTF_8))).isInstanceOf(Body.Malformed.class);
        assertThat(reader.readBatch(body.getBytes(UTF_8))).isInstanceOf(Body.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"batch\":{}}",
                "{\"batch\":null}",
                "{\"batch\":[{}",
                "{\"batch\":[}]}",
                "{\"batch\":[{\"a\":[}]}",
                "{\"batch\":[{\"a\":\"}]}",
                "{\"batch\":[{\"a\":x}],\"context\":x}",
                "{\"batch\":[{\"a\":x}]} {}",
                "[{\"batch\":[{\"a\":x}]}]",
                "{\"a\":{\"batch\":[{\"a\":x}]}}",
                "{\"a\":\"batch\",\"b\":[{\"a\":x}]}"
            })
    void shouldRefuseABatchThatIsNone(String body) {
        assertThat(reader.readBatch(body.getBytes(UTF_8))).isInstanceOf(Body.Malformed.class);
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        assertThat(reader.readCall("{\"a\":\"é\"}".getBytes(ISO_8859_1))).isInstanceOf(Body.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void shouldRefuseTextInWhichNothingCanBeMeasured(String encoding) {
        String context = "{\"context\":{\"a\":\"" + "x".repeat(150) + "\"},\"batch\":[{\"b\":1}]}";

        assertThat(reader.readBatch(context.getBytes(Charset.forName(encoding))))
                .isInstanceOf(Body.Malformed.class);
        assertThat(reader.readCall("{\"a\":1}".getBytes(Charset.forName(encoding))))
                .isInstanceOf(Body.Malformed.class);
    }

    @Test
    void shouldRefuseJsonThatIsTooDeep() {
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
        assertThat(new BodyReader(Limits.SEGMENT).readCall(deep.getBytes(UTF_8)))
                .isInstanceOf(Body.Read.class);

        String deeper = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(new BodyReader(Limits.SEGMENT).readCall(deeper.getBytes(UTF_8)))
                .isInstanceOf(Body.Malformed.class);
    }

    @Test
    void shouldSayWhereButNotWhat() {
        Body.Malformed malformed = (Body.Malformed) reader.readCall("{\"email\": anna@shop.example}".getBytes(UTF_8));

        assertThat(malformed.message()).contains("line 1").doesNotContain("anna");
    }

    @Test
    void shouldBoundTheEventAndTheNumberOfEvents() {
        assertThat(reader.readCall(("{\"a\":\"" + "x".repeat(92) + "\"}").getBytes(UTF_8)))
                .isInstanceOf(Body.Read.class);
        assertThat(reader.readCall(("{\"a\":\"" + "x".repeat(93) + "\"}").getBytes(UTF_8)))
                .isInstanceOf(Body.TooBig.class);
        assertThat(reader.readBatch(batchOf(3))).isInstanceOf(Body.Read.class);
        assertThat(reader.readBatch(batchOf(4))).isInstanceOf(Body.TooBig.class);
    }

    @Test
    void shouldMeasureEachEventAsItWasSent() {
        Calls calls = calls(
                "{\"batch\": [ {\"a\":1} ,{ \"a\" : \"é\" },[1,2], 42 ], \"sentAt\":\"2026-03-01T10:00:00Z\", \"context\":{\"b\":1}}");

        assertThat(calls.calls()).extracting(Calls.Call::bytes).startsWith(7L, 14L, 5L);
        assertThat(calls.calls()).extracting(Calls.Call::index).containsExactly(0, 1, 2, 3);
        assertThat(calls.context()).hasToString("{\"b\":1}");
        assertThat(calls.sentAt()).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void shouldBoundTheContextOfABatchLikeAnEvent() {
        assertThat(reader.readBatch(withContext(92, 1))).isInstanceOf(Body.Read.class);
        assertThat(reader.readBatch(withContext(93, 1)))
                .isInstanceOfSatisfying(Body.TooBig.class, tooBig -> assertThat(tooBig.message())
                        .contains("101 bytes"));
    }

    @Test
    void shouldBoundWhatTheContextOfABatchBecomesInAllItsEvents() {
        BodyReader many = new BodyReader(new Limits(1000, 1000, 100));

        assertThat(many.readBatch(withContext(992, 16))).isInstanceOf(Body.Read.class);
        assertThat(many.readBatch(withContext(992, 17))).isInstanceOf(Body.TooBig.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1e99999999999}",
                "{\"a\":x}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{\"a\":\"line\nend\"}",
                "{\"a\":\"\u00e9\"}",
                "{\"a\":\"\\x, ] } \\\" \"}",
                "{\"a\":1} {\"a\":2}",
                "",
                "nul"
            })
    void shouldTellAnItemThatCannotBeReadFromThoseAroundIt(String item) {
        byte[] body = ("{\"sentAt\":\"2026-03-01T10:00:00Z\",\"batch\":[{\"a\":\"before, ]\"}," + item
                        + " ,{\"a\":[1,2]}],\"writeKey\":\"k\",\"context\":{\"b\":1}}")
                .getBytes(ISO_8859_1);

        Calls calls = ((Body.Read) new BodyReader(Limits.SEGMENT).readBatch(body)).calls();

        assertThat(calls.calls()).extracting(Calls.Call::index).containsExactly(0, 1, 2);
        assertThat(calls.calls().get(0).json()).hasToString("{\"a\":\"before, ]\"}");
        assertThat(calls.calls().get(2).json()).hasToString("{\"a\":[1,2]}");
        assertThat(calls.calls().get(1).json().isMissingNode()).isTrue();
        assertThat(calls.calls().get(1).fault()).startsWith("the event ").doesNotContain("line\n");
        assertThat(calls.writeKey()).isEqualTo("k");
        assertThat(calls.sentAt()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(calls.context()).hasToString("{\"b\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1200, 100_000})
    void shouldNotLoseABatchForOneLongNumber(int digits) {
        Calls calls = calls("{\"batch\":[{\"a\":" + "9".repeat(digits) + "},{\"a\":1}]}");

        assertThat(calls.calls()).hasSize(2);
        assertThat(calls.calls().get(0).fault() == null).isEqualTo(digits == 400);
        assertThat(calls.calls().get(1).json()).hasToString("{\"a\":1}");
    }

    @Test
    void shouldNotLoseABatchForOneItemThatNestsTooDeep() {
        Calls calls = calls("{\"batch\":[" + "[".repeat(100_000) + "]".repeat(100_000) + ",{\"a\":1}]}");

        assertThat(calls.calls()).extracting(Calls.Call::fault).first().isNotNull();
        assertThat(calls.calls().get(1).json()).hasToString("{\"a\":1}");
    }

    @Test
    void shouldCountItemsThatCannotBeReadAmongTheEventsOfABatch() {
        assertThat(reader.readBatch("{\"batch\":[x,x,x]}".getBytes(UTF_8))).isInstanceOf(Body.Read.class);
        assertThat(reader.readBatch("{\"batch\":[x,x,x,x]}".getBytes(UTF_8))).isInstanceOf(Body.TooBig.class);
        assertThat(reader.readBatch(("{\"batch\":[" + ",".repeat(900) + "]}").getBytes(UTF_8)))
                .isInstanceOf(Body.TooBig.class);
    }

    @Test
    void shouldTakeTheLastOfTwoBatchesAlsoWhereAnItemCannotBeRead() {
        Calls calls = calls("{\"batch\":[{\"a\":x},1,2],\"batch\":[{\"a\":3},x]}");

        assertThat(calls.calls()).hasSize(2);
        assertThat(calls.calls().get(0).json()).hasToString("{\"a\":3}");
    }

    @Test
    void shouldReadAnEmptyBatch() {
        assertThat(calls("{\"batch\":[],\"writeKey\":\"k\",\"integrations\":{\"All\":true}}")
                        .calls())
                .isEmpty();
    }

    private Calls calls(String body) {
        return ((Body.Read) new BodyReader(Limits.SEGMENT).readBatch(body.getBytes(UTF_8))).calls();
    }

    private static byte[] withContext(int letters, int events) {
        return ("{\"context\":{\"a\":\"" + "x".repeat(letters) + "\"},\"batch\":["
                        + String.join(",", Collections.nCopies(events, "{}")) + "]}")
                .getBytes(UTF_8);
    }

    private static byte[] batchOf(int events) {
        return ("{\"batch\":[" + String.join(",", Collections.nCopies(events, "{}")) + "]}").getBytes(UTF_8);
    }
}
