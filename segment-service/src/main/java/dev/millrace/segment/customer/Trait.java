package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.time.Instant;

/** One thing known of a customer and when it was said; the newest wins. Nested traits are flattened with dots. */
public record Trait(Value value, Instant at) {

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

        record Flag(boolean flag) implements Value {

            @Override
            public String toString() {
                return Boolean.toString(flag);
            }
        }
    }
}
