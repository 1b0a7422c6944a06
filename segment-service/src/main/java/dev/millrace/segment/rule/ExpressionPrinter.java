package dev.millrace.segment.rule;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a tree as text that parses to the same tree. */
public final class ExpressionPrinter {

    private ExpressionPrinter() {}

    public static String print(Expression expression) {
        if (expression instanceof Expression.Not not) {
            return "not " + (isJoin(not.inner()) ? "(" + print(not.inner()) + ")" : print(not.inner()));
        }
        if (expression instanceof Expression.And and) {
            return join(and.parts(), " and ", true);
        }
        if (expression instanceof Expression.Or or) {
            return join(or.parts(), " or ", false);
        }
        if (expression instanceof Expression.Comparison it) {
            return print(it.left()) + " " + it.operator().sign() + " " + print(it.right());
        }
        if (expression instanceof Expression.Between it) {
            return print(it.value()) + " between " + print(it.low()) + " and " + print(it.high());
        }
        return print(((Expression.Exists) expression).value()) + " exists";
    }

    public static String print(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            String property = it.property() == null ? "" : "." + it.property().path();
            return it.function().word() + "(" + event(it.event()) + property + ")";
        }
        if (operand instanceof Operand.Age it) {
            return "age(" + print(it.instant()) + ")";
        }
        if (operand instanceof Operand.TraitField it) {
            return "trait." + it.name();
        }
        if (operand instanceof Operand.ConsentField it) {
            return "consent." + it.channel();
        }
        if (operand instanceof Operand.CartField it) {
            return "cart." + it.part().word();
        }
        if (operand instanceof Operand.NumberLiteral it) {
            return it.number().toPlainString();
        }
        if (operand instanceof Operand.DurationLiteral it) {
            return DurationText.print(it.duration());
        }
        if (operand instanceof Operand.TextLiteral it) {
            return quoted(it.text());
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return Boolean.toString(it.flag());
        }
        return "$" + ((Operand.Parameter) operand).name();
    }

    private static String join(List<Expression> parts, String word, boolean tight) {
        return parts.stream()
                .map(part -> part instanceof Expression.And && tight || part instanceof Expression.Or
                        ? "(" + print(part) + ")"
                        : print(part))
                .collect(Collectors.joining(word));
    }

    private static boolean isJoin(Expression expression) {
        return expression instanceof Expression.And || expression instanceof Expression.Or;
    }

    private static String event(String name) {
        return ExpressionParser.isPlainEventName(name) ? name : "event(" + quoted(name) + ")";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
