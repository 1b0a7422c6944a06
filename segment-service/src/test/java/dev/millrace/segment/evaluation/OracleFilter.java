package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.evaluation.OracleEvents.Seen;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides a filter on one event, or on one line of it. What is unknown does not select. */
final class OracleFilter {

    private final Seen event;
    private final @Nullable JsonNode line;

    private OracleFilter(Seen event, @Nullable JsonNode line) {
        this.event = event;
        this.line = line;
    }

    static boolean holds(Expression filter, Seen event, @Nullable JsonNode line) {
        return new OracleFilter(event, line).answer(filter).orElse(false);
    }

    static boolean asksForLines(Expression filter) {
        return Trees.operands(filter).anyMatch(it -> it instanceof Operand.EventField field && field.ofLine());
    }

    private Optional<Boolean> answer(Expression filter) {
        if (filter instanceof Expression.Not not) {
            return answer(not.inner()).map(holds -> !holds);
        }
        if (filter instanceof Expression.And and) {
            return joined(and.parts(), false);
        }
        if (filter instanceof Expression.Or or) {
            return joined(or.parts(), true);
        }
        if (filter instanceof Expression.Comparison it) {
            return Comparing.compared(value(it.left()), it.operator(), value(it.right()));
        }
        if (filter instanceof Expression.Between it) {
            return answer(new Expression.And(List.of(
                    new Expression.Comparison(it.value(), Expression.Operator.AT_LEAST, it.low()),
                    new Expression.Comparison(it.value(), Expression.Operator.AT_MOST, it.high()))));
        }
        if (filter instanceof Expression.Exists it) {
            return Optional.of(value(it.value()).isPresent());
        }
        if (filter instanceof Expression.OneOf it) {
            return Comparing.oneOf(value(it.value()), value(it.list()));
        }
        if (filter instanceof Expression.Contains it) {
            return Comparing.contains(value(it.value()), value(it.text()));
        }
        if (filter instanceof Expression.Matches it) {
            return Comparing.text(value(it.value())).map(text -> Pattern.matches(it.pattern(), text));
        }
        throw new IllegalArgumentException("no filter: " + filter);
    }

    private Optional<Boolean> joined(List<Expression> parts, boolean deciding) {
        List<Optional<Boolean>> answers = parts.stream().map(this::answer).toList();
        Predicate<Optional<Boolean>> decides = answer -> answer.equals(Optional.of(deciding));
        if (answers.stream().anyMatch(decides)) {
            return Optional.of(deciding);
        }
        return answers.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(!deciding);
    }

    private Optional<Object> value(Operand operand) {
        if (operand instanceof Operand.EventField field) {
            return field.ofLine()
                    ? Optional.ofNullable(line).flatMap(it -> OracleEvents.ofLine(it, field.path()))
                    : event.field(field.path());
        }
        Operand literal = Operand.resolved(operand);
        if (literal instanceof Operand.NumberLiteral it) {
            return Optional.of(it.number());
        }
        if (literal instanceof Operand.TextLiteral it) {
            return Optional.of(it.text());
        }
        if (literal instanceof Operand.FlagLiteral it) {
            return Optional.of(it.flag());
        }
        if (literal instanceof Operand.DurationLiteral it) {
            return Optional.of(new Span(BigDecimal.valueOf(it.duration().toMillis())));
        }
        if (literal instanceof Operand.ListLiteral it) {
            Stream<Object> elements = it.elements().stream().flatMap(element -> value(element).stream());
            return Optional.of(elements.toList());
        }
        return Optional.empty();
    }
}
