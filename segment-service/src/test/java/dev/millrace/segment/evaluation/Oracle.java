package dev.millrace.segment.evaluation;

import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers by definition: keeps every event and asks the list anew at each instant. Shares nothing with the evaluator but the
 * tree. Knows the operands that the property tests use.
 */
final class Oracle {

    private final List<ShopEvent> events;

    Oracle(List<ShopEvent> events) {
        this.events = events.stream()
                .sorted(Comparator.comparing(ShopEvent::timestamp))
                .toList();
    }

    /** Whether the rule holds at the instant; unknown where a value that decides is missing. */
    Truth truth(Expression rule, Instant now) {
        Optional<Boolean> answer = answer(rule, now);
        return answer.isEmpty() ? Truth.UNKNOWN : answer.get() ? Truth.YES : Truth.NO;
    }

    private Optional<Boolean> answer(Expression rule, Instant now) {
        if (rule instanceof Expression.Not not) {
            return answer(not.inner(), now).map(holds -> !holds);
        }
        if (rule instanceof Expression.And and) {
            return join(and.parts().stream().map(part -> answer(part, now)).toList(), false);
        }
        if (rule instanceof Expression.Or or) {
            return join(or.parts().stream().map(part -> answer(part, now)).toList(), true);
        }
        if (rule instanceof Expression.Exists exists) {
            return Optional.of(value(exists.value(), now).isPresent());
        }
        if (rule instanceof Expression.Between between) {
            return join(
                    List.of(
                            compared(between.value(), Expression.Operator.AT_LEAST, between.low(), now),
                            compared(between.value(), Expression.Operator.AT_MOST, between.high(), now)),
                    false);
        }
        Expression.Comparison comparison = (Expression.Comparison) rule;
        return compared(comparison.left(), comparison.operator(), comparison.right(), now);
    }

    private static Optional<Boolean> join(List<Optional<Boolean>> parts, boolean deciding) {
        if (parts.contains(Optional.of(deciding))) {
            return Optional.of(deciding);
        }
        return parts.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!deciding);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Optional<Boolean> compared(Operand left, Expression.Operator operator, Operand right, Instant now) {
        Optional<Comparable> some = value(left, now);
        Optional<Comparable> other = value(right, now);
        if (some.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        int order = some.get().compareTo(other.get());
        return Optional.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case AT_MOST -> order <= 0;
                    case MORE -> order > 0;
                    case AT_LEAST -> order >= 0;
                });
    }

    @SuppressWarnings("rawtypes")
    private Optional<Comparable> value(Operand operand, Instant now) {
        if (operand instanceof Operand.NumberLiteral literal) {
            return Optional.of(literal.number());
        }
        if (operand instanceof Operand.DurationLiteral literal) {
            return Optional.of(literal.duration());
        }
        if (operand instanceof Operand.TextLiteral literal) {
            return Optional.of(literal.text());
        }
        if (operand instanceof Operand.Count count) {
            return Optional.of(BigDecimal.valueOf(named(count.event()).count()));
        }
        if (operand instanceof Operand.OrderTotal) {
            return Optional.of(named("order_completed")
                    .map(event -> new BigDecimal(event.properties().get("total").textValue()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        if (operand instanceof Operand.First first) {
            return named(first.event()).map(ShopEvent::timestamp).findFirst().map(Comparable.class::cast);
        }
        if (operand instanceof Operand.Last last) {
            return lastOf(named(last.event())).map(Comparable.class::cast);
        }
        if (operand instanceof Operand.Age age) {
            return value(age.instant(), now).map(instant -> Duration.between((Instant) instant, now));
        }
        if (operand instanceof Operand.ConsentField consent) {
            return consent(consent.channel()).map(Comparable.class::cast);
        }
        return cart(((Operand.CartField) operand).part());
    }

    @SuppressWarnings("rawtypes")
    private Optional<Comparable> cart(Operand.CartField.Part part) {
        Optional<Instant> ordered = lastOf(named("order_completed"));
        List<ShopEvent> inCart = named("product_added")
                .filter(event -> ordered.isEmpty() || event.timestamp().isAfter(ordered.get()))
                .toList();
        return part == Operand.CartField.Part.COUNT
                ? Optional.of(BigDecimal.valueOf(inCart.size()))
                : lastOf(named("product_added")).map(Comparable.class::cast);
    }

    private Optional<String> consent(String channel) {
        List<ShopEvent> statements = named("consent_updated")
                .filter(event -> event.properties().get("channel").textValue().equals(channel))
                .toList();
        return lastOf(statements.stream()).map(newest -> statements.stream()
                .filter(event -> event.timestamp().equals(newest))
                .map(event -> event.properties().get("status").textValue())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    }

    private Stream<ShopEvent> named(String snakeCase) {
        return events.stream().filter(event -> event.name()
                .toLowerCase(java.util.Locale.ROOT)
                .replace(' ', '_')
                .equals(snakeCase));
    }

    private static Optional<Instant> lastOf(Stream<ShopEvent> events) {
        return events.map(ShopEvent::timestamp).max(Comparator.naturalOrder());
    }
}
