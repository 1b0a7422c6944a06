package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
            "\"Gr\u00fc\u00dfe \u0416\"",
            "\"Gr\u00fc\u00dfe \u20ac \uD83D\uDE00\"",
            "\"\\\" \\\\ \\/ \\n, } ] {\"",
            "\"\\u00e4 \\\" \\\\u0000 \\/ \\n\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"");

    @Test
    void shouldReadWhatTheMapperReads() throws JsonProcessingException {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String json = value(random, 0);

            JsonNode read = read(json).json();
            JsonNode expected = Json.mapper().readTree(json);
            assertThat(read).as(json).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(expected).as(json).isEqualTo(read);
        }
    }

    @Test
    void shouldReadObjectsOfManyFields() throws JsonProcessingException {
        for (int fields = 28; fields < 40; fields++) {
            String json = IntStream.range(0, fields)
                    .mapToObj(i -> "\"f%d\": \"v%d\"".formatted(i, i))
                    .collect(Collectors.joining(", ", "{", ", \"f3\": {\"again\": true}}"));

            assertThat(read(json).json()).isEqualTo(Json.mapper().readTree(json));
            assertThat(stored(read(json).json())).isEqualTo(Json.mapper().readTree(json));
        }
    }

    @Test
    void shouldBeStoredAsTheMapperReadsItWhateverWasChanged() throws JsonProcessingException {
        Random random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            String json = "{\"a\": " + fitValue(random, 1) + ", \"z\" :" + fitValue(random, 1) + " ,\"b\":"
                    + fitValue(random, 1) + "}";
            JsonNode read = read(json).json();
            JsonNode expected = Json.mapper().readTree(json);
            long seed = random.nextLong();
            change((ObjectNode) read, new Random(seed));
            change((ObjectNode) expected, new Random(seed));

            assertThat(read).as(json).isEqualTo(expected);
            assertThat(stored(read)).as(json).isEqualTo(expected);
            assertThat(names(stored(read))).as(json).isEqualTo(names(expected));
        }
    }

    @Test
    void shouldNotChangeWithItsCopy() throws JsonProcessingException {
        String json = "{\"a\": \"1\", \"b\": {\"c\": 2}, \"d\": 3}";
        ObjectNode sent = (ObjectNode) read(json).json();
        ObjectNode copy = Fields.copy(sent);
        copy.put("a", 5).put("e", 6).remove("d");

        assertThat(stored(sent)).isEqualTo(Json.mapper().readTree(json));
        assertThat(stored(copy)).hasToString("{\"a\":5,\"b\":{\"c\":2},\"e\":6}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\":1.50,\"n\":1E5,\"at\":\"a/b\"}",
                "{\"page\":{\"path\":\"/p\\/1\",\"title\":\"\\t\"},\"none\":{}}"
            })
    void shouldBeStoredInTheBytesThatWereSent(String json) {
        assertThat(new String(storedEvent(read(json).json()), StandardCharsets.UTF_8))
                .contains("\"properties\":" + json + ",");
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
        byte[] json = "[1e99, 1]".getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = Json.mapper().createParser(json)) {
            TreeReader trees = new TreeReader(parser, json);
            parser.nextToken();
            parser.nextToken();
            trees.read();
            assertThat(trees.wasPlain()).isFalse();
            parser.nextToken();
            trees.read();
            assertThat(trees.wasPlain()).isTrue();
        }
    }

    /** Also where nobody looks at a text, and it is written again in its bytes. */
    @Test
    void shouldTakeNoBytesThatAreNoText() {
        Random random = new Random(14);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] json = "{\"name\":\"text\",\"b\":1}".getBytes(StandardCharsets.UTF_8);
            int at = random.nextBoolean() ? 2 : 9;
            for (int changed = 0; changed < 4; changed++) {
                json[at + changed] = (byte) (0x80 + random.nextInt(random.nextBoolean() ? 0x40 : 0x80));
            }
            try (JsonParser parser = Json.mapper().createParser(json)) {
                parser.nextToken();
                if (Text.isFit(json)) {
                    new TreeReader(parser, json).read();
                    taken++;
                    assertThat(new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                            .isEqualTo(json);
                }
            } catch (IOException e) {
                // no text
                continue;
            }
        }
        assertThat(taken).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1, 2", "{\"a\" 1}", "{\"a\": tru}", "[1}", "{\"a\": NaN}", "{\"a\": 01}"})
    void shouldReadNothingThatIsNoJson(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(JsonProcessingException.class);
    }

    /** The same changes for the same random numbers. */
    private static void change(ObjectNode object, Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = String.valueOf((char) ('a' + random.nextInt(4)));
            switch (random.nextInt(6)) {
                case 0 -> object.put(name, "changed");
                case 1 -> object.put(name, random.nextInt());
                case 2 -> object.remove(name);
                case 3 -> object.replace(name, Json.object().put("new", true));
                case 4 -> {
                    if (object.path(name) instanceof ObjectNode within) {
                        change(within, random);
                    }
                }
                default -> {
                    Iterator<Map.Entry<String, JsonNode>> fields =
                            object.properties().iterator();
                    while (fields.hasNext()) {
                        Map.Entry<String, JsonNode> field = fields.next();
                        if (field.getValue().isNumber()) {
                            fields.remove();
                        } else if (field.getValue().isTextual()) {
                            field.setValue(TextNode.valueOf(
                                    field.getKey() + field.getValue().textValue()));
                        }
                    }
                }
            }
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode stored(JsonNode properties) {
        Topic<CustomerId, ShopEvent> topic = new Topics("").siteEvents();
        return topic.valueSerde()
                .deserializer()
                .deserialize(topic.name(), storedEvent(properties))
                .properties();
    }

    private static byte[] storedEvent(JsonNode properties) {
        Topic<CustomerId, ShopEvent> topic = new Topics("").siteEvents();
        ShopEvent event = new ShopEvent(
                "m-1",
                ShopEvent.Kind.TRACK,
                "Tested",
                CustomerId.user("u"),
                List.of(),
                "u",
                null,
                Requests.T0,
                Requests.T0,
                "tests",
                ShopEvent.Trust.SERVER,
                false,
                (ObjectNode) properties,
                Json.object(),
                Json.object());
        return topic.valueSerde().serializer().serialize(topic.name(), event);
    }

    private record Read(JsonNode json, boolean plain) {}

    private static Read read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = Json.mapper().createParser(bytes)) {
            parser.nextToken();
            TreeReader trees = new TreeReader(parser, Text.isFit(bytes) ? bytes : null);
            return new Read(trees.read(), trees.wasPlain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that needs no cleaning. */
    private static String fitValue(Random random, int depth) {
        String json = value(random, depth);
        return read(json).plain() ? json : fitValue(random, depth);
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
