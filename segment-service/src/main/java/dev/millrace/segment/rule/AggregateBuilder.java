package dev.millrace.segment.rule;

import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.rule.Operand.Function;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FilterContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PartContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SourceContext;
import dev.millrace.segment.rule.SegmentLanguageParser.WindowContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes aggregates: an event, its property, a filter and a window, in this order. */
final class AggregateBuilder {

    private static final String USAGE = "event.property{filter}[window], such as order_completed.total[365d]";

    private final TreeBuilder tree;

    AggregateBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    Operand aggregate(CallContext call, Function function, Surroundings around) {
        String usage = function.word() + (takesEvent(function) ? "(order_completed)" : "(order_completed.total)");
        ConditionContext argument = Arguments.plain(call, call.argument(), function.word(), 1, usage)
                .get(0);
        if (!(Single.primary(argument) instanceof FieldContext field)) {
            throw new EventSlip(tree.dictionary()).explain(argument, function.word(), usage);
        }
        String event = event(field, function, usage);
        Operand.EventField property = property(field, event, function);
        Expression filter = null;
        Window window = null;
        for (PartContext part : field.part()) {
            if (part instanceof FilterContext it) {
                if (filter != null || window != null) {
                    throw Refusal.at(
                            part, filter == null ? "the filter stands before the window" : "a second filter", USAGE);
                }
                filter = tree.conditions().condition(it.condition(), around.filterOf(event));
            } else {
                if (window != null) {
                    throw Refusal.at(part, "a second window", USAGE);
                }
                window = window((WindowContext) part, around);
            }
        }
        return new Operand.Aggregate(function, event, property, filter, window);
    }

    private static boolean takesEvent(Function function) {
        return function == Function.COUNT || function == Function.FIRST || function == Function.LAST;
    }

    private String event(FieldContext field, Function function, String usage) {
        SourceContext source = field.source();
        if (source.name() == null) {
            String name =
                    EventName.snakeCase(LiteralBuilder.unquoted(source.TEXT().getSymbol()));
            if (name.isEmpty()) {
                throw Refusal.at(source, "an event has a name", "event(\"Trial Started\")");
            }
            return name;
        }
        String name = FieldBuilder.plain(source.name());
        if (FieldBuilder.isRoot(name) && !field.word().isEmpty()) {
            throw Refusal.at(field, function.word() + " takes an event, found a field of the customer", usage);
        }
        if (field.word().isEmpty() && !takesEvent(function)) {
            requireNoProperty(field, name, function);
        }
        warnOfMisspelling(source, name);
        return name;
    }

    /** {@code sum(total)} names the property without its event. */
    private void requireNoProperty(FieldContext field, String name, Function function) {
        FieldDictionary known = tree.dictionary();
        if (known.phrase(name).isEmpty()
                && known.find(Field.Scope.PROPERTY, name).isPresent()) {
            boolean ofLine = known.find(Field.Scope.LINE, "items." + name).isPresent();
            String whole = (ofLine ? "product_viewed." : "order_completed.") + name;
            throw Refusal.suggesting(
                    field, function.word() + " takes a property of an event, and names the event too", whole, whole);
        }
    }

    private void warnOfMisspelling(SourceContext source, String name) {
        var known = tree.dictionary().events();
        if (!known.contains(name) && Suggestion.nearest(name, known) != null) {
            tree.warn(source.start, "no event of this name is known", name, "an event's name", known);
        }
    }

    private Operand.@Nullable EventField property(FieldContext field, String event, Function function) {
        if (field.word().isEmpty()) {
            if (!takesEvent(function)) {
                throw Refusal.at(
                        field,
                        function.word() + " takes a property of an event",
                        event + (function == Function.DISTINCT ? ".items.category" : ".total"));
            }
            return null;
        }
        if (function == Function.COUNT) {
            throw new RefusedExpression(Refusal.error(
                    field.word(0).start,
                    "count takes an event without a property",
                    FieldBuilder.path(field.word()),
                    event + "; or distinct(" + event + "." + FieldBuilder.path(field.word()) + ")",
                    List.of()));
        }
        Operand.EventField property =
                tree.fields().property(event, FieldBuilder.path(field.word()), field.word(0).start);
        boolean adds = !takesEvent(function) && function != Function.DISTINCT;
        if (adds && !TypeRules.isNumeric(property.type()) && property.type() != Type.ANY) {
            throw new RefusedExpression(Refusal.error(
                    field.word(0).start,
                    function.word() + " takes numbers, found " + property.type().phrase(),
                    property.path(),
                    "a property that is a number or money",
                    List.of()));
        }
        return property;
    }

    private Window window(WindowContext context, Surroundings around) {
        Operand operand = tree.operands().value(context.condition(), around);
        if (context.SINCE() != null) {
            if (!TypeRules.is(operand.type(), Type.INSTANT) || Motion.grows(operand)) {
                throw Refusal.at(
                        context.condition(),
                        "a window begins at an instant, found " + operand.type().phrase(),
                        "an instant such as last(order_completed)");
            }
            return new Window.Since(Meant.as(Type.INSTANT, operand));
        }
        if (!(Operand.resolved(operand) instanceof Operand.DurationLiteral length)) {
            throw Refusal.at(
                    context.condition(),
                    "a window is a duration, found " + operand.type().phrase(),
                    operand.type() == Type.INSTANT
                            ? "since " + Refusal.textOf(context.condition())
                            : "a duration such as 7d, a $parameter, or since last(order_completed)");
        }
        if (length.duration().isNegative() || length.duration().isZero()) {
            throw Refusal.at(context.condition(), "a window is longer than nothing", "a duration such as 7d");
        }
        return new Window.Sliding(operand);
    }
}
