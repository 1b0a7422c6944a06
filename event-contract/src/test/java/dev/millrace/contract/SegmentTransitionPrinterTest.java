package dev.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The mapper says what the bytes of a transition are; the printer must not differ in one. */
class SegmentTransitionPrinterTest {

    private static final int ROUNDS = 5_000;
    private static final List<String> TEXTS = List.of(
            "plain", "cart.count > 0", "category = \"shoes\"", "line\nand\ttab", "Žofia", "😀", "ß".repeat(3_000));

    private final Random random = new Random(29);

    @Test
    void shouldWriteTheSamplesAsTheMapperDoes() {
        Samples.transitions().forEach(SegmentTransitionPrinterTest::assertSame);
    }

    @Test
    void shouldWriteAnyTransitionAsTheMapperDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            assertSame(transition());
        }
    }

    @Test
    void shouldBeWhatIsWrittenOnTheTopic() {
        SegmentTransition transition = Samples.transitions().get(0);
        Topic<CustomerId, SegmentTransition> topic = new Topics("t.").transitions();

        assertThat(topic.valueSerde().serializer().serialize(topic.name(), transition))
                .isEqualTo(SegmentTransitionPrinter.print(transition));
        assertThat(topic.valueSerde()
                        .deserializer()
                        .deserialize(topic.name(), SegmentTransitionPrinter.print(transition)))
                .isEqualTo(transition);
    }

    private static void assertSame(SegmentTransition transition) {
        try {
            assertThat(new String(SegmentTransitionPrinter.print(transition), UTF_8))
                    .isEqualTo(Json.mapper().writeValueAsString(transition));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the mapper can't write it", e);
        }
    }

    private SegmentTransition transition() {
        SegmentTransition.Kind kind = one(List.of(SegmentTransition.Kind.values()));
        return new SegmentTransition(
                text(),
                kind,
                CustomerId.user("u" + random.nextInt(9)),
                maybe(text()),
                text(),
                random.nextInt(),
                instant(),
                instant(),
                one(List.of(SegmentTransition.Cause.values())),
                maybe(text()),
                1 + (random.nextLong() >>> 1) / 2,
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new SegmentTransition.Because(text(), text()))
                        .toList(),
                kind == SegmentTransition.Kind.OCCURRED ? occurrence() : null);
    }

    private SegmentTransition.Occurrence occurrence() {
        return new SegmentTransition.Occurrence(
                text(),
                Json.object().put(text(), random.nextInt()).put(text(), text()),
                maybe(new BigDecimal("79.90")),
                maybe("EUR"));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt() * 40L, one(List.of(0, 5_000_000, 1_000, 999_999_999)));
    }

    private String text() {
        return one(TEXTS);
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
