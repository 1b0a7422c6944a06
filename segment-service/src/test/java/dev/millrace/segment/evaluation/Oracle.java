package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers by definition: keeps every event and asks them all anew at each instant. Slow and obvious; shares nothing with the
 * engine but the tree and the spelling of event names.
 */
final class Oracle {

    private final OracleEvents events;
    private final OracleValues values;
    private final Map<String, Expression> segments;

    Oracle(List<CustomerEvent> history) {
        this(history, Map.of());
    }

    /**
     * @param segments the rules that {@code in("…")} may name
     */
    Oracle(List<CustomerEvent> history, Map<String, Expression> segments) {
        this(history, segments, SmallShop.KNOWING_NOTHING, Rounding.NEAREST);
    }

    /**
     * @param rounding how divisions round
     */
    Oracle(List<CustomerEvent> told, Map<String, Expression> segments, SmallShop shop, Rounding rounding) {
        List<CustomerEvent> history = OracleMoney.inCurrencyOf(shop, told);
        this.segments = segments;
        this.events = new OracleEvents(history);
        this.values = new OracleValues(
                events,
                new OracleTraits(history, shop.zone()),
                new OracleCart(history),
                new OracleShop(shop),
                rounding);
    }

    Truth truth(Expression rule, Instant now) {
        return answer(rule, now, null)
                .map(holds -> holds ? Truth.YES : Truth.NO)
                .orElse(Truth.UNKNOWN);
    }

    /** Empty is unknown. */
    private Optional<Boolean> answer(Expression rule, Instant now, @Nullable Only only) {
        if (rule instanceof Expression.Not not) {
            return answer(not.inner(), now, only).map(holds -> !holds);
        }
        if (rule instanceof Expression.And and) {
            return joined(and.parts().stream().map(part -> answer(part, now, only)), false);
        }
        if (rule instanceof Expression.Or or) {
            return joined(or.parts().stream().map(part -> answer(part, now, only)), true);
        }
        if (rule instanceof Expression.Some some) {
            return joined(
                    events.namedBy(some.dimension(), now).stream()
                            .map(value -> answer(some.inner(), now, new Only(some.dimension(), value))),
                    true);
        }
        if (rule instanceof Expression.InSegment in) {
            Expression other = segments.get(in.segment());
            return Optional.of(other != null && answer(other, now, null).equals(Optional.of(true)));
        }
        if (rule instanceof Expression.HasTag tag) {
            return Optional.of(events.hasTag(tag.tag(), now));
        }
        return leaf(rule, now, only);
    }

    private Optional<Boolean> leaf(Expression rule, Instant now, @Nullable Only only) {
        if (rule instanceof Expression.Comparison it) {
            return Comparing.compared(values.of(it.left(), now, only), it.operator(), values.of(it.right(), now, only));
        }
        if (rule instanceof Expression.Between it) {
            Optional<Object> value = values.of(it.value(), now, only);
            return joined(
                    Stream.of(
                            Comparing.compared(value, Expression.Operator.AT_LEAST, values.of(it.low(), now, only)),
                            Comparing.compared(value, Expression.Operator.AT_MOST, values.of(it.high(), now, only))),
                    false);
        }
        if (rule instanceof Expression.Exists it) {
            return Optional.of(values.of(it.value(), now, only).isPresent());
        }
        if (rule instanceof Expression.OneOf it) {
            return Comparing.oneOf(values.of(it.value(), now, only), values.of(it.list(), now, only));
        }
        if (rule instanceof Expression.Contains it) {
            return Comparing.contains(values.of(it.value(), now, only), values.of(it.text(), now, only));
        }
        if (rule instanceof Expression.Matches it) {
            return Comparing.text(values.of(it.value(), now, only)).map(text -> Pattern.matches(it.pattern(), text));
        }
        return within((Expression.Within) rule, now, only);
    }

    /** The day of an anniversary counts whole: its value is the day's start until the day is over. */
    private Optional<Boolean> within(Expression.Within rule, Instant now, @Nullable Only only) {
        Optional<Object> instant = values.of(rule.instant(), now, only);
        Optional<Object> duration = values.of(rule.duration(), now, only);
        if (instant.isEmpty() || duration.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal left = ((Moment) instant.get()).minus(Moment.of(now)).millis();
        boolean isOver = left.signum() < 0 && !(Operand.resolved(rule.instant()) instanceof Operand.Anniversary);
        return Optional.of(!isOver && left.compareTo(((Span) duration.get()).millis()) <= 0);
    }

    private static Optional<Boolean> joined(Stream<Optional<Boolean>> parts, boolean deciding) {
        List<Optional<Boolean>> answers = parts.toList();
        if (answers.contains(Optional.of(deciding))) {
            return Optional.of(deciding);
        }
        return answers.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!deciding);
    }
}
