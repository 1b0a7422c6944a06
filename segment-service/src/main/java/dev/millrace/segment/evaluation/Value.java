package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What an operand is worth at an instant. A {@link Span} that grows does so by a millisecond each millisecond. */
sealed interface Value {

    record Unknown() implements Value {
        static final Unknown INSTANCE = new Unknown();

        @Override
        public String toString() {
            return "unknown";
        }
    }

    record Quantity(BigDecimal number) implements Value {
        @Override
        public String toString() {
            return number.toPlainString();
        }
    }

    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    record Flag(boolean flag) implements Value {
        @Override
        public String toString() {
            return Boolean.toString(flag);
        }
    }

    record Moment(Instant instant) implements Value {
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    record Span(long millis, boolean growing) implements Value {
        @Override
        public String toString() {
            return DurationText.print(Duration.ofMillis(millis));
        }
    }
}
