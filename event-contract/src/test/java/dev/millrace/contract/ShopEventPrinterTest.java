package dev.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.ShortNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapper says what the bytes of an event are; the printer must not differ in one. */
class ShopEventPrinterTest {

    private static final int ROUNDS = 5_000;
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "two words",
            "\"quoted\\",
            "line\nand\ttab\r\b\f",
            "\u0000\u0001\u001f\u007f\u0080",
            "Žofia",
            "\u07ff\u0800\ud7ff\ue000\uffff\u2028",
            "😀 at the start",
            "at the end 😀",
            "x".repeat(3_000),
            "ß".repeat(3_000),
            "\u0001".repeat(3_000));

    private final Random random = new Random(23);

    @Test
    void shouldWriteTheSamplesAsTheMapperDoes() {
        Samples.shopEvents().forEach(ShopEventPrinterTest::assertSame);
    }

    @Test
    void shouldWriteAnyEventAsTheMapperDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            assertSame(event());
        }
    }

    @Test
    void shouldWriteEachCharacterAsTheMapperDoes() {
        for (int from = 0; from < Character.MIN_SURROGATE; from += 128) {
            String text = IntStream.range(from, from + 128)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertSame(event(text, Json.object().put(text, text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"half \ud83d", "half \ud83d and more", "\ude00", "\ud83d\ud83d\ude00"})
    void shouldWriteNoHalfCharacters(String text) {
        ShopEvent event = event("name", Json.object().put("text", text));

        assertThatThrownBy(() -> ShopEventPrinter.print(event)).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldKeepNothingOfAnEventBefore() {
        ShopEvent broken = event("name", Json.object().put("text", "half \ud83d"));
        ShopEvent huge = event("name", Json.object().put("text", "x".repeat(100_000)));
        ShopEvent small = Samples.shopEvents().get(0);

        assertThatThrownBy(() -> ShopEventPrinter.print(broken)).isInstanceOf(SerializationException.class);
        List.of(small, huge, small).forEach(ShopEventPrinterTest::assertSame);
    }

    @Test
    void shouldBeWhatIsWrittenOnTheTopic() {
        ShopEvent event = Samples.shopEvents().get(0);
        Topic<CustomerId, ShopEvent> topic = new Topics("t.").orderEvents();

        assertThat(topic.valueSerde().serializer().serialize(topic.name(), event))
                .isEqualTo(ShopEventPrinter.print(event));
        assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), ShopEventPrinter.print(event)))
                .isEqualTo(event);
    }

    private static void assertSame(ShopEvent event) {
        try {
            assertThat(new String(ShopEventPrinter.print(event), UTF_8))
                    .isEqualTo(Json.mapper().writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the mapper can't write it", e);
        }
    }

    private ShopEvent event() {
        return new ShopEvent(
                "m-" + random.nextInt(),
                one(List.of(ShopEvent.Kind.values())),
                "n" + text(),
                CustomerId.user("u" + random.nextInt(9)),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> CustomerId.anonymous("a" + i))
                        .toList(),
                random.nextBoolean() ? text() : null,
                random.nextBoolean() ? text() : null,
                instant(),
                instant(),
                text(),
                one(List.of(ShopEvent.Trust.values())),
                random.nextBoolean(),
                object(0),
                object(0),
                object(0));
    }

    private static ShopEvent event(String name, ObjectNode properties) {
        ShopEvent base = Samples.shopEvents().get(1);
        return new ShopEvent(
                base.id(),
                base.kind(),
                "n" + name,
                base.customer(),
                List.of(),
                null,
                null,
                base.timestamp(),
                base.receivedAt(),
                base.source(),
                base.trust(),
                false,
                properties,
                Json.object(),
                Json.object());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt() * 40L, one(List.of(0, 5_000_000, 1_000, 999_999_999)));
    }

    private ObjectNode object(int depth) {
        ObjectNode object = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(text(), node(depth + 1));
        }
        return object;
    }

    private JsonNode node(int depth) {
        return switch (random.nextInt(depth > 3 ? 12 : 15)) {
            case 0 -> IntNode.valueOf(random.nextInt());
            case 1 -> LongNode.valueOf(random.nextLong());
            case 2 -> BigIntegerNode.valueOf(new BigInteger(100, random).negate());
            case 3 -> DecimalNode.valueOf(new BigDecimal(new BigInteger(40, random), random.nextInt(60) - 30));
            case 4 -> DoubleNode.valueOf(random.nextBoolean() ? random.nextGaussian() : Double.NaN);
            case 5 -> BooleanNode.valueOf(random.nextBoolean());
            case 6 -> NullNode.getInstance();
            case 7 -> BinaryNode.valueOf(new byte[] {1, 2, 3});
            case 8 -> FloatNode.valueOf(random.nextFloat());
            case 9 -> ShortNode.valueOf((short) random.nextInt());
            case 10 -> new POJONode(List.of("a", 1));
            case 11 -> TextNode.valueOf(text());
            case 12 -> array(depth);
            default -> object(depth);
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = Json.mapper().createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(node(depth + 1));
        }
        return array;
    }

    private String text() {
        return one(TEXTS);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
