package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks a customer for an operand's value at an instant. What was never said or never happened is unknown; counts are 0. */
final class OperandValues {

    private OperandValues() {}

    static Value of(Operand operand, CustomerState state, Instant now) {
        if (operand instanceof Operand.Aggregate aggregate) {
            EventTally tally = state.events().get(aggregate.event());
            return switch (aggregate.function()) {
                case COUNT -> new Value.Quantity(BigDecimal.valueOf(tally == null ? 0 : tally.count()));
                case SUM -> new Value.Quantity(state.orders().total());
                case FIRST -> moment(tally == null ? null : tally.first());
                case LAST -> moment(tally == null ? null : tally.last());
                case AVG, MIN, MAX, DISTINCT -> Value.Unknown.INSTANCE;
            };
        }
        if (operand instanceof Operand.Age age) {
            return of(age.instant(), state, now) instanceof Value.Moment moment
                    ? new Value.Span(now.toEpochMilli() - moment.instant().toEpochMilli(), true)
                    : Value.Unknown.INSTANCE;
        }
        if (operand instanceof Operand.TraitField field) {
            Trait trait = state.traits().get(field.name());
            return trait == null ? Value.Unknown.INSTANCE : ofTrait(trait.value());
        }
        if (operand instanceof Operand.ConsentField field) {
            var consent = state.consents().get(field.channel());
            return consent == null ? Value.Unknown.INSTANCE : new Value.Text(consent.status());
        }
        if (operand instanceof Operand.CartField field) {
            return ofCart(field.part(), state);
        }
        if (operand instanceof Operand.NumberLiteral literal) {
            return new Value.Quantity(literal.number());
        }
        if (operand instanceof Operand.DurationLiteral literal) {
            return new Value.Span(literal.duration().toMillis(), false);
        }
        if (operand instanceof Operand.TextLiteral literal) {
            return new Value.Text(literal.text());
        }
        if (operand instanceof Operand.FlagLiteral literal) {
            return new Value.Flag(literal.flag());
        }
        return operand instanceof Operand.Parameter parameter
                ? of(parameter.value(), state, now)
                : Value.Unknown.INSTANCE;
    }

    private static Value ofCart(Operand.CartField.Part part, CustomerState state) {
        return switch (part) {
            case COUNT -> new Value.Quantity(BigDecimal.valueOf(state.cart().count()));
            case VALUE -> new Value.Quantity(state.cart().value());
            case STAGE ->
                state.cart().items().isEmpty()
                        ? Value.Unknown.INSTANCE
                        : new Value.Text(state.cart().stage().word());
            case UPDATED -> moment(state.cart().updated());
        };
    }

    private static Value ofTrait(Trait.Value value) {
        if (value instanceof Trait.Value.Number number) {
            return new Value.Quantity(number.number());
        }
        return value instanceof Trait.Value.Flag flag
                ? new Value.Flag(flag.flag())
                : new Value.Text(((Trait.Value.Text) value).text());
    }

    private static Value moment(@Nullable Instant instant) {
        return instant == null ? Value.Unknown.INSTANCE : new Value.Moment(instant);
    }
}
