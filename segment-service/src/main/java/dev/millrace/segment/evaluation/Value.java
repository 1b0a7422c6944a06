package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an operand is worth at an instant, as {@link ShopFacts} give it and people read it. */
public sealed interface Value {

    Value UNKNOWN = new Unknown();

    record Unknown() implements Value {
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

    record Texts(List<String> texts) implements Value {
        @Override
        public String toString() {
            return String.join(", ", texts);
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

    record Span(Duration duration) implements Value {
        @Override
        public String toString() {
            return DurationText.print(duration);
        }
    }
}
