package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.customer.EventSelector;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionError;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether an event is one of a name for which a condition holds, as a rule writes it: {@code product_viewed{price > 5}}. */
public final class EventMatcher {

    private final String event;
    private final EventSelector selector;

    private EventMatcher(Operand.Aggregate aggregate) {
        this.event = aggregate.event();
        this.selector = new FilterCompiler(aggregate, false).selector();
    }

    /** What became of a name and a condition. */
    public sealed interface Compiled {

        record Valid(EventMatcher matcher) implements Compiled {}

        /** The place counts from the start of the condition. */
        record Invalid(ExpressionError error) implements Compiled {}
    }

    /**
     * @param name as Segment spells it or in snake case
     * @param filter without its braces; null for any event of the name
     */
    public static Compiled compile(String name, @Nullable String filter) {
        String before = "count(event(\"" + EventName.snakeCase(name) + "\"){";
        String text = filter == null || filter.isBlank()
                ? before.substring(0, before.length() - 1) + ") > 0"
                : before + filter + "}) > 0";
        ParsedExpression parsed = ExpressionParser.parse(text, Map.of());
        if (parsed instanceof ParsedExpression.Invalid invalid) {
            return new Compiled.Invalid(moved(invalid.error(), before.length()));
        }
        Operand.Aggregate aggregate = onlyAggregate(((ParsedExpression.Valid) parsed).expression());
        return aggregate == null
                ? new Compiled.Invalid(new ExpressionError(
                        1, 1, "a filter is one condition on the event", filter, "a condition such as total > 50", null))
                : new Compiled.Valid(new EventMatcher(aggregate));
    }

    /** Null if the text closed the brace and went on with something else. */
    private static Operand.@Nullable Aggregate onlyAggregate(Expression expression) {
        return expression instanceof Expression.Comparison comparison
                        && comparison.left() instanceof Operand.Aggregate aggregate
                        && aggregate.window() == null
                ? aggregate
                : null;
    }

    private static ExpressionError moved(ExpressionError error, int by) {
        int column = error.line() == 1 ? Math.max(1, error.column() - by) : error.column();
        return new ExpressionError(
                error.line(), column, error.message(), error.found(), error.expected(), error.suggestion());
    }

    /** In snake case. */
    public String event() {
        return event;
    }

    public boolean matches(EventFacts facts) {
        return facts.name().equals(event) && !selector.values(facts, null).isEmpty();
    }
}
