package dev.millrace.segment.rule;

import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TextContext;
import org.jspecify.annotations.Nullable;

/** Explains what stands in the brackets of an aggregate and is no event: mostly conditions without their braces. */
final class EventSlip {

    private final FieldDictionary dictionary;

    EventSlip(FieldDictionary dictionary) {
        this.dictionary = dictionary;
    }

    RefusedExpression explain(ConditionContext argument, String function, String usage) {
        if (Single.primary(argument) instanceof TextContext text) {
            String event = Words.event(
                    EventName.snakeCase(LiteralBuilder.unquoted(text.TEXT().getSymbol())));
            return Refusal.suggesting(argument, function + " takes an event, which has no quotes", event, event);
        }
        String braced = braced(argument);
        return braced == null
                ? Refusal.at(argument, function + " takes an event", usage)
                : Refusal.suggesting(
                        argument, "a condition on an event stands in braces", function + "(" + braced + ")", braced);
    }

    /** {@code product_viewed.category = "shoes"} and {@code product_viewed(category = "shoes")} as they should be. */
    private @Nullable String braced(ConditionContext argument) {
        if (Single.primary(argument) instanceof CallContext call && call.word().isEmpty()) {
            String condition = call.argument().size() == 1 ? Refusal.textOf(call.argument(0)) : "category = \"shoes\"";
            return call.NAME().getText() + "{" + condition + "}";
        }
        PredicateContext first = argument.conjunction(0).negation(0).predicate();
        if (first.tail() == null
                || !(Single.primary(first.sum()) instanceof FieldContext field)
                || field.source().name() == null) {
            return null;
        }
        String event = FieldBuilder.plain(field.source().name());
        if (field.word().isEmpty() || FieldBuilder.isRoot(event)) {
            return null;
        }
        String whole = Refusal.textOf(argument);
        return whole.startsWith(event + ".") && (dictionary.phrase(event).isPresent() || event.contains("_"))
                ? event + "{" + whole.substring(event.length() + 1).replace(event + ".", "") + "}"
                : null;
    }
}
