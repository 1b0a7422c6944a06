package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {

    private static final List<String> SCALARS = List.of(
            "0",
            "-0",
            "7",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775808",
            "1.50",
            "-0.0",
            "1e3",
            "1E-7",
            "1.5e400",
            "123456789012345678901234567890",
            "1234567890123456789012345678901",
            "true",
            "false",
            "null",
            "\"\"",
            "\"plain\"",
            "\"Gr\u00fc\u00dfe \u20ac \uD83D\uDE00\"",
            "\"\\u00e4 \\\" \\\\u0000 \\/ \\n\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"");

    @Test
    void shouldReadWhatTheMapperReads() throws JsonProcessingException {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String json = value(random, 0);

            assertThat(read(json).json()).as(json).isEqualTo(Json.mapper().readTree(json));
        }
    }

    @Test
    void shouldCallNothingPlainThatWouldBeCleanedOrRefused() {
        Random random = new Random(12);
        int plain = 0;
        for (int i = 0; i < 5_000; i++) {
            String json = value(random, 0);
            Read read = read(json);
            if (read.plain()) {
                plain++;
                Text.clean(read.json());
                Numbers.check(read.json(), "this");
                assertThat(read.json()).as(json).isEqualTo(read(json).json());
            }
        }
        assertThat(plain).isBetween(500, 4_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"\\u0000\"}",
                "{\"\\u0000\": 1}",
                "[1234567890123456789012345678901]",
                "{\"a\": {\"b\": 1e-31}}",
                "1e2147483647"
            })
    void shouldSeeWhatIsNotPlain(String json) {
        assertThat(read(json).plain()).isFalse();
    }

    @Test
    void shouldSeeWhatIsTooDeep() {
        String deep = "[".repeat(Text.MAX_DEPTH) + "]".repeat(Text.MAX_DEPTH);

        assertThat(read(deep).plain()).isTrue();
        assertThat(read('[' + deep + ']').plain()).isFalse();
        assertThat(read("{\"a\":[" + deep + "],\"b\":1}").json().path("b").asInt())
                .isOne();
    }

    @Test
    void shouldBeginAnewWithEachValue() throws IOException {
        try (JsonParser parser = Json.mapper().createParser("[1e99, 1]")) {
            TreeReader trees = new TreeReader(parser, true);
            parser.nextToken();
            parser.nextToken();
            trees.read();
            assertThat(trees.wasPlain()).isFalse();
            parser.nextToken();
            trees.read();
            assertThat(trees.wasPlain()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1, 2", "{\"a\" 1}", "{\"a\": tru}", "[1}", "{\"a\": NaN}", "{\"a\": 01}"})
    void shouldReadNothingThatIsNoJson(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(JsonProcessingException.class);
    }

    private record Read(JsonNode json, boolean plain) {}

    private static Read read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = Json.mapper().createParser(bytes)) {
            parser.nextToken();
            TreeReader trees = new TreeReader(parser, Text.isFit(bytes));
            return new Read(trees.read(), trees.wasPlain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(Random random, int depth) {
        int kind = depth > 4 ? 0 : random.nextInt(3);
        if (kind == 0) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        StringBuilder json = new StringBuilder(kind == 1 ? "[" : "{");
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ", ");
            json.append(kind == 1 ? "" : "\"" + (char) ('a' + random.nextInt(3)) + "\": ");
            json.append(value(random, depth + 1));
        }
        return json.append(kind == 1 ? "]" : "}").toString();
    }
}
