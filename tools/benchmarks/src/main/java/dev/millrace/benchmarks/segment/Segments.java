package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.rules.SegmentMix;
import dev.millrace.contract.SegmentDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fifty segments that are in force while something is measured: a shop's, and three that tell what is measured. */
final class Segments {

    static final int COUNT = 50;

    static final String IN_CART = "in-cart";
    static final String QUIZ_LEFT = "quiz-left";
    static final String SWEPT = "swept";

    /** After a quiz is opened, until the timer falls due. */
    static final Duration QUIZ_PAUSE = Duration.ofSeconds(5);

    private static final List<SegmentDefinition> TELLING = List.of(
            segment(IN_CART, "cart.count > 0"),
            segment(QUIZ_LEFT, "age(last(event(\"Quiz Opened\"))) > " + QUIZ_PAUSE.toSeconds() + "s"),
            segment("away-for-a-day", "age(first(product_viewed)) > 1d"));

    private Segments() {}

    static List<SegmentDefinition> all() {
        return Stream.concat(TELLING.stream(), SegmentMix.of(COUNT - TELLING.size()).stream())
                .toList();
    }

    /** A new segment of those who first saw a product so long ago. It selects some at once, and the others one day. */
    static SegmentDefinition swept(Duration age) {
        return segment(SWEPT, sweptExpression(age));
    }

    static String sweptExpression(Duration age) {
        return "age(first(product_viewed)) > " + age.toSeconds() + "s";
    }

    private static SegmentDefinition segment(String id, String expression) {
        return new SegmentDefinition(id, 1, id, expression, Map.of(), null, Instant.EPOCH);
    }
}
