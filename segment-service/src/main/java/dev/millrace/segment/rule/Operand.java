package dev.millrace.segment.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something with a value: asked of the customer or the shop, computed, or written in the rule. */
public sealed interface Operand {

    Type type();

    /** What is made of many events. */
    enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        FIRST,
        LAST,
        DISTINCT;

        /** Its name in the segment language. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it reckons with the values, so that only numbers make sense. */
        public boolean isNumeric() {
            return switch (this) {
                case SUM, AVG, MIN, MAX -> true;
                case COUNT, FIRST, LAST, DISTINCT -> false;
            };
        }
    }

    /**
     * {@code sum(order_completed.total{coupon exists}[90d])}. Without a property {@code count} counts events, and
     * {@code first} and {@code last} are instants; every other aggregate has one. Of no event at all: {@code count},
     * {@code distinct} and {@code sum} are 0, the others unknown.
     *
     * @param event in snake case
     * @param filter of comparisons between {@link EventField}s and literals; null sees every event
     * @param window null sees the whole past
     */
    record Aggregate(
            Function function,
            String event,
            @Nullable EventField property,
            @Nullable Expression filter,
            @Nullable Window window)
            implements Operand {

        @Override
        public Type type() {
            return switch (function) {
                case COUNT, DISTINCT -> Type.NUMBER;
                case SUM, AVG, MIN, MAX -> property != null && property.type() == Type.MONEY ? Type.MONEY : Type.NUMBER;
                case FIRST, LAST -> property == null ? Type.INSTANT : property.type();
            };
        }
    }

    /**
     * A property of an event, inside a filter or behind an aggregate's event.
     *
     * @param path joined by dots; {@code items.} is a line of the order or cart, {@code context.} where the event came from
     */
    record EventField(String path, Type type) implements Operand {

        /** Whether it is a property of a line, not of the event. */
        public boolean ofLine() {
            return path.startsWith("items.");
        }
    }

    /** {@code left + right}; durations and money mix with numbers as physics allows. */
    record Arithmetic(Operand left, Sign sign, Operand right, Type type) implements Operand {

        /** In the order of how weakly they bind. */
        public enum Sign {
            PLUS("+"),
            MINUS("-"),
            TIMES("*"),
            OVER("/");

            private final String text;

            Sign(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }
        }
    }

    /** {@code default(x, y)}: x, or y while x is unknown. */
    record Default(Operand value, Operand otherwise) implements Operand {
        @Override
        public Type type() {
            return value.type() == Type.ANY ? otherwise.type() : value.type();
        }
    }

    /** The time since an instant: a value that grows by itself. Negative for one to come. */
    record Age(Operand instant) implements Operand {
        @Override
        public Type type() {
            return Type.DURATION;
        }
    }

    /** {@code years(trait.birthday)}: whole years since a date, in the customer's time zone. */
    record Years(Operand date) implements Operand {
        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    /**
     * {@code anniversary(trait.birthday)}: when the day of a date comes again, in the customer's time zone; the day's start
     * until the day is over.
     */
    record Anniversary(Operand date) implements Operand {
        @Override
        public Type type() {
            return Type.INSTANT;
        }
    }

    record TraitField(String name, Type type) implements Operand {}

    /** What the customer last said about a channel: subscribed, pending or unsubscribed. */
    record ConsentField(String channel) implements Operand {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    record CartField(Part part) implements Operand {

        /** A part of the cart, under its name in the language: pieces, different products, what they cost, how far, when. */
        public enum Part {
            COUNT(Type.NUMBER),
            ITEMS(Type.NUMBER),
            VALUE(Type.MONEY),
            STAGE(Type.TEXT),
            UPDATED(Type.INSTANT);

            private final Type type;

            Part(Type type) {
                this.type = type;
            }

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public Type type() {
            return part.type;
        }
    }

    /**
     * What is known beyond the customer's own events: {@code shop.name}, {@code population.reorder_interval},
     * {@code population.reorder_interval("shoes")}, {@code rfm.cell}, {@code coupon("welcome")}, {@code p_alive}, {@code expected_orders(90d)}, {@code jurisdiction}.
     *
     * @param argument a literal or a {@link Parameter}; null for a figure without one
     */
    record Figure(String name, @Nullable Operand argument, Type type) implements Operand {}

    /** {@code distance(trait.location, stores)}: to the nearest store. */
    record Distance(Operand place) implements Operand {
        @Override
        public Type type() {
            return Type.DISTANCE;
        }
    }

    /**
     * {@code percentile(x, of: "buyers")}: the share of the members whose x is strictly below the customer's, from 0 to 1;
     * {@code quintile} from 1 to 5.
     *
     * @param of a segment; null for those whose x exists and is not 0
     */
    record Rank(Kind kind, Operand value, @Nullable String of) implements Operand {

        public enum Kind {
            PERCENTILE,
            QUINTILE;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public Type type() {
            return Type.NUMBER;
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

    /** {@code date("2026-11-27")}: the start of that day in the shop's time zone, for every customer the same instant. */
    record DateLiteral(LocalDate date) implements Operand {
        @Override
        public Type type() {
            return Type.INSTANT;
        }
    }

    /** {@code 20km} or {@code 12mi}, kept as it was written. */
    record DistanceLiteral(BigDecimal amount, Unit unit) implements Operand {

        public enum Unit {
            KM,
            MI;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public Type type() {
            return Type.DISTANCE;
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

    /** {@code ("DE", "AT")}, behind {@code in}: at least one number, text, or parameter with one. */
    record ListLiteral(List<Operand> elements) implements Operand {

        public ListLiteral {
            elements = List.copyOf(elements);
        }

        @Override
        public Type type() {
            return Type.LIST;
        }
    }

    /** {@code list("remote")}: a list that the shop's settings name. */
    record NamedList(String name) implements Operand {
        @Override
        public Type type() {
            return Type.LIST;
        }
    }

    /** {@code $name}, with the value that the definition gives it. */
    record Parameter(String name, Operand value) implements Operand {
        @Override
        public Type type() {
            return value.type();
        }
    }

    /** The operand, or the value of the parameter that it is. */
    static Operand resolved(Operand operand) {
        return operand instanceof Parameter parameter ? parameter.value() : operand;
    }
}
