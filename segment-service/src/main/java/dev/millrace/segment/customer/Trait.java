package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** One thing known of a customer and when it was said; the newest wins. Nested traits are flattened with dots. */
public record Trait(Value value, Instant at) {

    /** The newer statement; at the same instant the one of the greater text, so that it doesn't matter which came first. */
    Trait or(Trait other) {
        int order = at.compareTo(other.at);
        boolean isNewer = order == 0 ? value.toString().compareTo(other.value.toString()) >= 0 : order > 0;
        return isNewer ? this : other;
    }

    /** A scalar as the shop sent it. */
    public sealed interface Value {

        record Text(String text) implements Value {

            @Override
            public String toString() {
                return text;
            }
        }

        record Number(BigDecimal number) implements Value {

            @Override
            public String toString() {
                return number.toPlainString();
            }
        }

        /** Several texts, in the order they were sent. */
        record Texts(List<String> texts) implements Value {

            public Texts {
                texts = List.copyOf(texts);
            }

            @Override
            public String toString() {
                return String.join(", ", texts);
            }
        }

        /** That a trait was taken away: kept, so that an earlier statement that comes late does not bring it back. */
        record Removed() implements Value {

            @Override
            public String toString() {
                return "";
            }
        }

        record Flag(boolean flag) implements Value {

            @Override
            public String toString() {
                return Boolean.toString(flag);
            }
        }
    }
}
