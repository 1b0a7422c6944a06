package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.AggregateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ComparisonContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConjunctionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.DisjunctionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.DurationContext;
import dev.millrace.segment.rule.SegmentLanguageParser.EventContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ExpressionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FlagContext;
import dev.millrace.segment.rule.SegmentLanguageParser.GroupContext;
import dev.millrace.segment.rule.SegmentLanguageParser.MisappliedContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NegationContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NumberContext;
import dev.millrace.segment.rule.SegmentLanguageParser.OperandContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ParameterContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PresenceContext;
import dev.millrace.segment.rule.SegmentLanguageParser.RangeContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TextContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes the tree and checks it on the way: every name is known, and only what is alike is compared. */
final class TreeBuilder {

    private static final List<String> CONSENT = List.of("subscribed", "pending", "unsubscribed");
    private static final List<String> STAGES = List.of("cart", "checkout", "shipping", "payment");
    private static final List<String> FUNCTIONS = List.of("count", "sum", "first", "last", "age");
    private static final List<String> ROOTS = List.of("trait", "consent", "cart");

    private final Map<String, String> parameters;

    TreeBuilder(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    Expression expression(ExpressionContext context) {
        if (context instanceof GroupContext group) {
            return expression(group.expression());
        }
        if (context instanceof NegationContext negation) {
            return new Expression.Not(expression(negation.expression()));
        }
        if (context instanceof ConjunctionContext conjunction) {
            List<Expression> parts = new ArrayList<>();
            collect(conjunction, ConjunctionContext.class, parts);
            return new Expression.And(parts);
        }
        if (context instanceof DisjunctionContext disjunction) {
            List<Expression> parts = new ArrayList<>();
            collect(disjunction, DisjunctionContext.class, parts);
            return new Expression.Or(parts);
        }
        if (context instanceof ComparisonContext comparison) {
            return comparison(comparison);
        }
        if (context instanceof RangeContext range) {
            return between(range);
        }
        return new Expression.Exists(operand(((PresenceContext) context).operand()));
    }

    /** {@code a and b and c} is one join of three; a group in brackets stays a part of its own. */
    private void collect(ExpressionContext context, Class<? extends ExpressionContext> join, List<Expression> parts) {
        if (join.isInstance(context)) {
            context.getRuleContexts(ExpressionContext.class).forEach(part -> collect(part, join, parts));
        } else {
            parts.add(expression(context));
        }
    }

    private Expression comparison(ComparisonContext context) {
        Operand left = operand(context.operand(0));
        Operand right = operand(context.operand(1));
        requireComparable(left, right, context.operand(1));
        Expression.Operator operator = Expression.Operator.of(context.op.getText());
        if (!operator.isEquality() && (isUnordered(left) || isUnordered(right))) {
            throw refused(context.op, "text has no order here", operator.sign(), "= or !=", List.of());
        }
        requireAllowedValue(left, right, context.operand(1));
        requireAllowedValue(right, left, context.operand(0));
        return new Expression.Comparison(left, operator, right);
    }

    private Expression between(RangeContext context) {
        Operand value = operand(context.operand(0));
        Operand low = operand(context.operand(1));
        Operand high = operand(context.operand(2));
        requireComparable(value, low, context.operand(1));
        requireComparable(value, high, context.operand(2));
        if (isUnordered(low) || isUnordered(high) || isUnordered(value)) {
            throw refused(
                    context.start, "text has no order here", context.getText(), "numbers or durations", List.of());
        }
        return new Expression.Between(value, low, high);
    }

    Operand operand(OperandContext context) {
        if (context instanceof AggregateContext aggregate) {
            return aggregate(aggregate);
        }
        if (context instanceof CallContext call) {
            return age(call);
        }
        if (context instanceof MisappliedContext misapplied) {
            throw misapplied(misapplied);
        }
        if (context instanceof FieldContext field) {
            return field(field);
        }
        if (context instanceof NumberContext number) {
            return new Operand.NumberLiteral(new BigDecimal(number.getText()));
        }
        if (context instanceof DurationContext duration) {
            return duration(duration);
        }
        if (context instanceof TextContext text) {
            return new Operand.TextLiteral(unquoted(text.TEXT()));
        }
        if (context instanceof FlagContext flag) {
            return new Operand.FlagLiteral(flag.TRUE() != null);
        }
        return parameter((ParameterContext) context);
    }

    private Operand aggregate(AggregateContext context) {
        String event = event(context.event());
        String property = context.property.stream().map(RuleContext::getText).collect(Collectors.joining("."));
        String function = context.function.getText();
        if (function.equals("sum")) {
            if (!event.equals("order_completed") || !property.equals("total")) {
                throw refused(
                        context.event().start,
                        "no such sum is kept",
                        context.event().getText() + (property.isEmpty() ? "" : "." + property),
                        "order_completed.total",
                        List.of());
            }
            return new Operand.Aggregate(
                    Operand.Function.SUM, event, new Operand.EventField("total", Type.MONEY), null, null);
        }
        if (!property.isEmpty()) {
            throw refused(
                    context.property.get(0).start,
                    function + " takes an event without a property",
                    property,
                    event,
                    List.of());
        }
        return new Operand.Aggregate(
                Operand.Function.valueOf(function.toUpperCase(java.util.Locale.ROOT)), event, null, null, null);
    }

    private static String event(EventContext context) {
        return context.TEXT() == null
                ? context.NAME().getText()
                : dev.millrace.segment.customer.EventName.snakeCase(unquoted(context.TEXT()));
    }

    private static RefusedExpression misapplied(MisappliedContext context) {
        requireAge(context.function);
        return refused(
                context.argument,
                "age is the time since an instant",
                context.argument.getText(),
                "an instant such as last(" + context.argument.getText() + ")",
                List.of());
    }

    private static void requireAge(Token function) {
        if (!function.getText().equals("age")) {
            throw refused(function, "unknown function", function.getText(), "one of " + FUNCTIONS, FUNCTIONS);
        }
    }

    private Operand age(CallContext context) {
        requireAge(context.function);
        Operand instant = operand(context.operand());
        if (instant.type() != Type.INSTANT) {
            throw refused(
                    context.operand().start,
                    "age is the time since an instant",
                    instant.type().phrase(),
                    "an instant such as last(order_completed)",
                    List.of());
        }
        return new Operand.Age(instant);
    }

    private static Operand field(FieldContext context) {
        String root = context.NAME().getText();
        String name = context.word().stream().map(RuleContext::getText).collect(Collectors.joining("."));
        return switch (root) {
            case "trait" -> new Operand.TraitField(name, Type.ANY);
            case "consent" -> new Operand.ConsentField(name);
            case "cart" -> cart(context, name);
            default -> throw refused(context.start, "unknown name", root, "one of " + ROOTS, ROOTS);
        };
    }

    private static Operand cart(FieldContext context, String name) {
        List<String> parts = Arrays.stream(Operand.CartField.Part.values())
                .map(Operand.CartField.Part::word)
                .toList();
        int index = parts.indexOf(name);
        if (index < 0) {
            throw refused(context.word(0).start, "a cart has no such part", name, "one of " + parts, parts);
        }
        return new Operand.CartField(Operand.CartField.Part.values()[index]);
    }

    private static Operand duration(DurationContext context) {
        try {
            return new Operand.DurationLiteral(DurationText.parse(context.getText()));
        } catch (ArithmeticException tooLong) {
            throw refused(context.start, "a duration out of range", context.getText(), "at most 36500d", List.of());
        }
    }

    private Operand parameter(ParameterContext context) {
        String name = context.getText().substring(1);
        String value = parameters.get(name);
        if (value == null) {
            List<String> known =
                    parameters.keySet().stream().map(it -> "$" + it).sorted().toList();
            throw refused(context.start, "no value for the parameter", "$" + name, "a value in parameters", known);
        }
        return new Operand.Parameter(name, ExpressionParser.literal(name, value));
    }

    private static void requireComparable(Operand left, Operand right, ParserRuleContext place) {
        if (left.type() != right.type()
                && left.type() != Type.ANY
                && right.type() != Type.ANY
                && left.type() != Type.MONEY) {
            throw refused(
                    place.start,
                    left.type().phrase() + " can't be compared with "
                            + right.type().phrase(),
                    place.getText(),
                    left.type().phrase(),
                    List.of());
        }
    }

    private static boolean isUnordered(Operand operand) {
        return operand.type() == Type.TEXT || operand.type() == Type.FLAG;
    }

    private static void requireAllowedValue(Operand field, Operand value, ParserRuleContext place) {
        List<String> allowed = field instanceof Operand.ConsentField
                ? CONSENT
                : field.equals(new Operand.CartField(Operand.CartField.Part.STAGE)) ? STAGES : List.of();
        Operand plain = value instanceof Operand.Parameter parameter ? parameter.value() : value;
        if (!allowed.isEmpty() && plain instanceof Operand.TextLiteral text && !allowed.contains(text.text())) {
            throw refused(place.start, "never has this value", text.text(), "one of " + allowed, allowed);
        }
    }

    private static String unquoted(TerminalNode text) {
        String quoted = text.getText();
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static RefusedExpression refused(
            Token place, String message, String found, String expected, List<String> names) {
        return new RefusedExpression(new ExpressionError(
                place.getLine(),
                place.getCharPositionInLine() + 1,
                message,
                found,
                expected,
                Suggestion.nearest(found, names)));
    }
}
