package dev.millrace.segment.rule;

import java.math.BigDecimal;
import java.time.Duration;

/** Something with a value: asked of the customer, or written in the rule. */
public sealed interface Operand {

    Type type();

    /** What can be compared with what; {@link #ANY} is known only when the customer is. */
    enum Type {
        NUMBER("a number"),
        TEXT("text"),
        FLAG("true or false"),
        INSTANT("an instant"),
        DURATION("a duration"),
        ANY("a trait");

        private final String phrase;

        Type(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }

        boolean compares(Type other) {
            return this == other || isTraitWith(other) || other.isTraitWith(this);
        }

        private boolean isTraitWith(Type other) {
            return this == ANY && (other == NUMBER || other == TEXT || other == FLAG || other == ANY);
        }
    }

    /** How often the event happened; 0 if never. */
    record Count(String event) implements Operand {
        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    /** The total of all orders, net of refunds; 0 without orders. The only sum that is kept for everyone. */
    record OrderTotal() implements Operand {
        static final String EVENT = "order_completed";
        static final String PROPERTY = "total";

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record First(String event) implements Operand {
        @Override
        public Type type() {
            return Type.INSTANT;
        }
    }

    record Last(String event) implements Operand {
        @Override
        public Type type() {
            return Type.INSTANT;
        }
    }

    /** The time since an instant: the one value that changes by itself. */
    record Age(Operand instant) implements Operand {
        @Override
        public Type type() {
            return Type.DURATION;
        }
    }

    record TraitField(String name) implements Operand {
        @Override
        public Type type() {
            return Type.ANY;
        }
    }

    record ConsentField(String channel) implements Operand {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    record CartField(Part part) implements Operand {

        /** A part of the cart, under its name in the language. */
        enum Part {
            COUNT(Type.NUMBER),
            VALUE(Type.NUMBER),
            STAGE(Type.TEXT),
            UPDATED(Type.INSTANT);

            private final Type type;

            Part(Type type) {
                this.type = type;
            }

            String word() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        @Override
        public Type type() {
            return part.type;
        }
    }

    record NumberLiteral(BigDecimal number) implements Operand {
        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record DurationLiteral(Duration duration) implements Operand {
        @Override
        public Type type() {
            return Type.DURATION;
        }
    }

    record TextLiteral(String text) implements Operand {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    record FlagLiteral(boolean flag) implements Operand {
        @Override
        public Type type() {
            return Type.FLAG;
        }
    }

    /** {@code $name}, with the value that the definition gives it. */
    record Parameter(String name, Operand value) implements Operand {
        @Override
        public Type type() {
            return value.type();
        }
    }
}
