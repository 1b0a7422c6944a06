package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import dev.millrace.segment.rule.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Compiles operands. */
final class ReaderCompiler {

    /** However large the count, it matters. */
    static final int ANY_COUNT = AccumulatorSpec.MAX_ENTRIES;

    private static final BigDecimal KILOMETRES_A_MILE = new BigDecimal("1.609344");
    private static final String ZONE = "zone";
    private static final List<String> COUNTRY = List.of("country", "address.country");
    private static final Set<String> DECAYING = Set.of("p_alive", "expected_orders");
    private static final Set<String> ABOUT_ORDERS = Set.of("p_alive", "expected_orders", "customer_value");

    private final Compilation compilation;

    ReaderCompiler(Compilation compilation) {
        this.compilation = compilation;
    }

    Reader compile(Operand operand) {
        return compile(operand, ANY_COUNT);
    }

    /**
     * An operand that is reckoned or compared with another. One whose type is known only with the customer must then be a time
     * where the other is one: a trait never is, and 3 is no duration.
     */
    Reader compileBeside(Operand operand, Type other, int limit) {
        Reader reader = compile(operand, limit);
        boolean isTime = other == Type.INSTANT || other == Type.DURATION || other == Type.DISTANCE;
        boolean mayBeATrait = operand instanceof Operand.TraitField
                || operand instanceof Operand.Figure
                || operand instanceof Operand.Default;
        if (operand.type() != Type.ANY || !mayBeATrait || !isTime) {
            return reader;
        }
        return (subject, at) -> {
            Curve read = reader.read(subject, at);
            return read instanceof Curve.Line && !isTime(operand, subject) ? new Curve.Unknown(read.until()) : read;
        };
    }

    private static boolean isTime(Operand operand, Subject subject) {
        if (!(operand instanceof Operand.Figure figure)) {
            return false;
        }
        Value value = subject.facts().figure(figure.name(), argument(figure), subject.state());
        return value instanceof Value.Span || value instanceof Value.Moment;
    }

    private static @Nullable Value argument(Operand.Figure figure) {
        return figure.argument() == null ? null : value(Operand.resolved(figure.argument()));
    }

    /**
     * @param limit a count beyond this makes no difference to whoever asks
     */
    Reader compile(Operand operand, int limit) {
        if (operand instanceof Operand.Aggregate it) {
            Reader since = it.window() instanceof Window.Since start ? compile(start.instant()) : null;
            return new AggregateCompiler(compilation).compile(it, since, limit);
        }
        if (operand instanceof Operand.Arithmetic it) {
            return arithmetic(it, isNeverNegative(it) ? limit : ANY_COUNT);
        }
        if (operand instanceof Operand.Default it) {
            Reader value = compileBeside(it.value(), it.otherwise().type(), limit);
            Reader otherwise = compile(it.otherwise(), limit);
            return (subject, at) -> {
                Curve read = value.read(subject, at);
                return read instanceof Curve.Unknown
                        ? otherwise.read(subject, at).endingAt(read.until())
                        : read;
            };
        }
        if (operand instanceof Operand.Age it) {
            return age(compile(it.instant()));
        }
        if (operand instanceof Operand.Years it) {
            return new DateReaders.Years(calendar(it.date()));
        }
        if (operand instanceof Operand.Anniversary it) {
            return new DateReaders.Anniversary(calendar(it.date()));
        }
        if (operand instanceof Operand.TraitField it) {
            return trait(it);
        }
        if (operand instanceof Operand.ConsentField it) {
            compilation.reads.consents = true;
            return (subject, at) -> {
                var consent = subject.state().consents().get(it.channel());
                String status = consent == null ? null : consent.status();
                return status == null ? Curve.Unknown.ALWAYS : new Curve.Word(status, Answer.NEVER);
            };
        }
        if (operand instanceof Operand.CartField it) {
            compilation.reads.cart = true;
            return (subject, at) -> cart(it.part(), subject.state().cart());
        }
        return beyond(operand);
    }

    private Reader beyond(Operand operand) {
        if (operand instanceof Operand.Figure it) {
            return figure(it);
        }
        if (operand instanceof Operand.Distance it) {
            String trait = ((Operand.TraitField) it.place()).name();
            compilation.reads.traits.addAll(DistanceReader.traits(trait));
            compilation.reads.facts.add("stores");
            return new DistanceReader(trait);
        }
        if (operand instanceof Operand.Rank it) {
            return rank(it);
        }
        if (operand instanceof Operand.Parameter it) {
            return compile(it.value());
        }
        if (operand instanceof Operand.DateLiteral it) {
            compilation.reads.facts.add(ZONE);
            return (subject, at) -> Curves.instant(
                    it.date().atStartOfDay(subject.facts().zone()).toInstant().toEpochMilli());
        }
        Curve literal = literal(operand);
        return (subject, at) -> literal;
    }

    /** A sum of counts: when one of them alone reaches a limit, so does the sum. */
    private static boolean isNeverNegative(Operand operand) {
        if (operand instanceof Operand.Arithmetic sum) {
            return sum.sign() == Operand.Arithmetic.Sign.PLUS
                    && isNeverNegative(sum.left())
                    && isNeverNegative(sum.right());
        }
        if (Operand.resolved(operand) instanceof Operand.NumberLiteral literal) {
            return literal.number().signum() >= 0;
        }
        return operand instanceof Operand.Aggregate aggregate && aggregate.function() == Operand.Function.COUNT;
    }

    private static Curve literal(Operand operand) {
        if (operand instanceof Operand.NumberLiteral it) {
            return Curve.Line.still(it.number());
        }
        if (operand instanceof Operand.DurationLiteral it) {
            return Curve.Line.still(it.duration().toMillis());
        }
        if (operand instanceof Operand.DistanceLiteral it) {
            boolean inMiles = it.unit() == Operand.DistanceLiteral.Unit.MI;
            return Curve.Line.still(inMiles ? it.amount().multiply(KILOMETRES_A_MILE) : it.amount());
        }
        if (operand instanceof Operand.TextLiteral it) {
            return new Curve.Word(it.text(), Answer.NEVER);
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return new Curve.Flag(it.flag(), Answer.NEVER);
        }
        throw new IllegalArgumentException("no value of a customer: " + ExpressionPrinter.print(operand));
    }

    private Reader arithmetic(Operand.Arithmetic operand, int limit) {
        boolean adds =
                operand.sign() == Operand.Arithmetic.Sign.PLUS || operand.sign() == Operand.Arithmetic.Sign.MINUS;
        Reader left = adds ? compileBeside(operand.left(), operand.right().type(), limit) : compile(operand.left());
        Reader right = adds ? compileBeside(operand.right(), operand.left().type(), limit) : compile(operand.right());
        return (subject, at) -> {
            Curve some = left.read(subject, at);
            Curve other = right.read(subject, at);
            return some instanceof Curve.Line line && other instanceof Curve.Line another
                    ? Lines.of(line, operand.sign(), another)
                    : new Curve.Unknown(Math.min(some.until(), other.until()));
        };
    }

    private Reader age(Reader instant) {
        compilation.changesWithTime();
        return (subject, at) -> {
            Curve read = instant.read(subject, at);
            return read instanceof Curve.Line line
                    ? Lines.of(new Curve.Whole(at, 1, Answer.NEVER), Operand.Arithmetic.Sign.MINUS, line)
                    : read;
        };
    }

    /** A date is read as the text it was sent as. */
    private Reader calendar(Operand date) {
        compilation.changesWithTime();
        readZone();
        if (date instanceof Operand.TraitField field) {
            return text(field.name());
        }
        return compile(date);
    }

    private void readZone() {
        compilation.reads.traits.add("timezone");
        compilation.reads.facts.add(ZONE);
    }

    private Reader trait(Operand.TraitField field) {
        if (field.type() == Type.INSTANT) {
            compilation.reads.traits.add(field.name());
            readZone();
            return new DateReaders.InstantTrait(field.name());
        }
        compilation.reads.traits.add(field.name());
        return (subject, at) ->
                Curves.of(TraitValue.as(field.type(), subject.state().trait(field.name())));
    }

    private Reader text(String trait) {
        compilation.reads.traits.add(trait);
        return (subject, at) -> Curves.of(subject.state().trait(trait));
    }

    private static Curve cart(Operand.CartField.Part part, Cart cart) {
        return switch (part) {
            case COUNT -> Curve.Line.still(cart.count());
            case ITEMS -> Curve.Line.still(cart.items().size());
            case VALUE -> Curve.Line.still(cart.value());
            case STAGE ->
                cart.items().isEmpty()
                        ? Curve.Unknown.ALWAYS
                        : new Curve.Word(cart.stage().word(), Answer.NEVER);
            case UPDATED ->
                cart.updated() == null
                        ? Curve.Unknown.ALWAYS
                        : Curves.instant(cart.updated().toEpochMilli());
        };
    }

    private Reader figure(Operand.Figure figure) {
        Value argument = argument(figure);
        readFor(figure.name(), argument);
        if (!DECAYING.contains(figure.name())) {
            return (subject, at) -> Curves.of(subject.facts().figure(figure.name(), argument, subject.state()));
        }
        compilation.changesWithTime();
        return (subject, at) -> decay(subject.facts().decay(figure.name(), argument, subject.state()));
    }

    /** The fact, and what of the customer it is asked with. */
    private void readFor(String figure, @Nullable Value argument) {
        String asked = argument instanceof Value.Text of ? figure + "/" + of.text() : figure;
        compilation.reads.facts.add("figure:" + asked);
        if (figure.equals(CouponState.FIGURE) && argument instanceof Value.Text pool) {
            compilation.reads.traits.add(CouponState.trait(pool.text()));
        } else if (figure.equals("jurisdiction") || figure.equals("shop.free_shipping")) {
            compilation.reads.traits.addAll(COUNTRY);
        } else if (ABOUT_ORDERS.contains(figure) || figure.startsWith("rfm.")) {
            compilation.reads.events.add(OrderLedger.ORDER_COMPLETED);
        }
    }

    private static Curve decay(@Nullable LongToDoubleFunction decay) {
        return decay == null ? Curve.Unknown.ALWAYS : new Curve.Decay(decay, Answer.NEVER);
    }

    private static Value value(Operand literal) {
        if (literal instanceof Operand.DurationLiteral it) {
            return new Value.Span(it.duration());
        }
        return literal instanceof Operand.NumberLiteral it
                ? new Value.Quantity(it.number())
                : new Value.Text(((Operand.TextLiteral) literal).text());
    }

    private Reader rank(Operand.Rank rank) {
        Reader value = compile(rank.value());
        String asked = RankedValue.asked(rank.value());
        compilation.reads.facts.add("rank:" + RankedValue.name(asked, rank.of()));
        return (subject, at) -> {
            Curve read = value.read(subject, at);
            BigDecimal ranked = read instanceof Curve.Line line && line.isStill()
                    ? subject.facts().rank(rank.kind(), asked, rank.of(), line.value())
                    : null;
            return ranked == null ? new Curve.Unknown(read.until()) : Curve.Line.still(ranked, read.until());
        };
    }
}
