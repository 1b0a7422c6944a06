package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operand is worth at an instant: a {@link BigDecimal}, {@link String}, {@link Boolean}, {@link Moment}, {@link Span},
 * list, or {@link Told}; empty is unknown.
 */
final class OracleValues {

    private static final BigDecimal KILOMETRES_OF_A_MILE = new BigDecimal("1.609344");

    private final MathContext division;
    private final MathContext digits;
    private final OracleAggregates aggregates;
    private final OracleTraits traits;
    private final OracleCart cart;
    private final OracleShop shop;

    /**
     * @param rounding how divisions round, and to how many digits all else is kept
     */
    OracleValues(OracleEvents events, OracleTraits traits, OracleCart cart, OracleShop shop, Rounding rounding) {
        this.shop = shop;
        this.digits = rounding.digits();
        this.division = rounding.division();
        this.aggregates = new OracleAggregates(events, this, rounding.division());
        this.traits = traits;
        this.cart = cart;
    }

    Optional<Object> of(Operand operand, Instant now, @Nullable Only only) {
        if (operand instanceof Operand.Aggregate it) {
            return aggregates.of(it, now, only);
        }
        if (operand instanceof Operand.Arithmetic it) {
            return arithmetic(of(it.left(), now, only), it.sign(), of(it.right(), now, only))
                    .map(this::kept);
        }
        if (operand instanceof Operand.Default it) {
            return of(it.value(), now, only).or(() -> of(it.otherwise(), now, only));
        }
        if (operand instanceof Operand.Age it) {
            return of(it.instant(), now, only).flatMap(OracleDates::instant).map(instant -> Moment.of(now)
                    .minus(instant));
        }
        if (operand instanceof Operand.Years it) {
            return of(it.date(), now, only).flatMap(date -> OracleDates.years(date, now, traits.zone(now)));
        }
        if (operand instanceof Operand.Anniversary it) {
            return of(it.date(), now, only).flatMap(date -> OracleDates.anniversary(date, now, traits.zone(now)));
        }
        if (operand instanceof Operand.TraitField it) {
            return traits.trait(it.name(), now).flatMap(trait -> declared(trait, it.type()));
        }
        if (operand instanceof Operand.ConsentField it) {
            return traits.consent(it.channel(), now);
        }
        if (operand instanceof Operand.CartField it) {
            return cart.part(it.part(), now);
        }
        if (operand instanceof Operand.Parameter it) {
            return of(it.value(), now, only);
        }
        return literal(operand, now, only);
    }

    /** Computed with fewer digits than divided with, what a division lost at its last digit comes back. */
    private Object kept(Object value) {
        if (value instanceof Moment moment) {
            return new Moment(moment.millis().round(digits));
        }
        if (value instanceof Span span) {
            return new Span(span.millis().round(digits));
        }
        return value instanceof BigDecimal number ? number.round(digits) : value;
    }

    /** A trait of a declared type is what was told, read as that; one of any type is what was told. */
    private static Optional<Object> declared(Object trait, Type type) {
        if (trait instanceof List<?>) {
            return Optional.of(trait);
        }
        return switch (type) {
            case INSTANT -> OracleDates.instant(trait).map(Object.class::cast);
            case TEXT -> Optional.of(Told.asTold(trait));
            case NUMBER, MONEY ->
                (trait instanceof String text ? Told.number(new Told(text)) : Optional.of(trait))
                        .map(Object.class::cast);
            case FLAG ->
                trait.equals("true") || trait.equals("false")
                        ? Optional.of(Boolean.valueOf(trait.toString()))
                        : Optional.of(trait);
            default -> Optional.of(trait);
        };
    }

    /** What is written in the rule; all else is the shop's to know. */
    private Optional<Object> literal(Operand operand, Instant now, @Nullable Only only) {
        if (operand instanceof Operand.NumberLiteral it) {
            return Optional.of(it.number());
        }
        if (operand instanceof Operand.DurationLiteral it) {
            return Optional.of(new Span(BigDecimal.valueOf(it.duration().toMillis())));
        }
        if (operand instanceof Operand.DateLiteral it) {
            return Optional.of(shop.startOf(it.date()));
        }
        if (operand instanceof Operand.TextLiteral it) {
            return Optional.of(it.text());
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return Optional.of(it.flag());
        }
        if (operand instanceof Operand.DistanceLiteral it) {
            boolean miles = it.unit() == Operand.DistanceLiteral.Unit.MI;
            return Optional.of(miles ? it.amount().multiply(KILOMETRES_OF_A_MILE) : it.amount());
        }
        if (operand instanceof Operand.ListLiteral it) {
            List<Object> elements = it.elements().stream()
                    .flatMap(element -> of(element, now, only).stream())
                    .toList();
            return Optional.of(elements);
        }
        return ofShop(operand, now, only);
    }

    private Optional<Object> ofShop(Operand operand, Instant now, @Nullable Only only) {
        if (operand instanceof Operand.Figure it) {
            Operand argument = it.argument();
            return shop.figure(it.name(), argument == null ? Optional.empty() : of(argument, now, only), now);
        }
        if (operand instanceof Operand.NamedList it) {
            return shop.list(it.name());
        }
        if (operand instanceof Operand.Rank it) {
            return shop.rank(it, of(it.value(), now, only));
        }
        Operand.TraitField place = (Operand.TraitField) ((Operand.Distance) operand).place();
        return shop.distance(
                traits.trait(place.name() + ".latitude", now), traits.trait(place.name() + ".longitude", now));
    }

    private Optional<Object> arithmetic(Optional<Object> left, Operand.Arithmetic.Sign sign, Optional<Object> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return switch (sign) {
            case PLUS -> sum(left.get(), right.get());
            case MINUS -> difference(left.get(), right.get());
            case TIMES -> product(left.get(), right.get());
            case OVER -> quotient(left.get(), right.get());
        };
    }

    private static Optional<Object> sum(Object left, Object right) {
        if (left instanceof Moment moment && right instanceof Span span) {
            return Optional.of(moment.plus(span));
        }
        if (left instanceof Span span && right instanceof Moment moment) {
            return Optional.of(moment.plus(span));
        }
        if (left instanceof Span some && right instanceof Span other) {
            return Optional.of(new Span(some.millis().add(other.millis())));
        }
        return numbers(left, right).map(pair -> pair.get(0).add(pair.get(1)));
    }

    private static Optional<Object> difference(Object left, Object right) {
        if (left instanceof Moment some && right instanceof Moment other) {
            return Optional.of(some.minus(other));
        }
        if (right instanceof Span span) {
            return sum(left, span.negated());
        }
        return numbers(left, right).map(pair -> pair.get(0).subtract(pair.get(1)));
    }

    private static Optional<Object> product(Object left, Object right) {
        if (left instanceof Span span) {
            return Told.number(right).map(number -> new Span(span.millis().multiply(number)));
        }
        if (right instanceof Span) {
            return product(right, left);
        }
        return numbers(left, right).map(pair -> pair.get(0).multiply(pair.get(1)));
    }

    private Optional<Object> quotient(Object left, Object right) {
        if (left instanceof Span some && right instanceof Span other) {
            return quotient(some.millis(), other.millis());
        }
        if (left instanceof Span span) {
            return quotient(span.millis(), right).map(millis -> new Span((BigDecimal) millis));
        }
        return numbers(left, right).filter(pair -> pair.get(1).signum() != 0).map(pair -> pair.get(0)
                .divide(pair.get(1), division));
    }

    private static Optional<List<BigDecimal>> numbers(Object left, Object right) {
        return Told.number(left).flatMap(some -> Told.number(right).map(other -> List.of(some, other)));
    }
}
