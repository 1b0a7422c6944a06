package dev.millrace.segment.rule;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a tree as text that parses to the same tree, with no more brackets than that takes. */
public final class ExpressionPrinter {

    private ExpressionPrinter() {}

    public static String print(Expression expression) {
        if (expression instanceof Expression.Not it) {
            return negation(it.inner());
        }
        if (expression instanceof Expression.And it) {
            return join(it.parts(), " and ", true);
        }
        if (expression instanceof Expression.Or it) {
            return join(it.parts(), " or ", false);
        }
        if (expression instanceof Expression.Comparison it) {
            return print(it.left()) + " " + it.operator().sign() + " " + print(it.right());
        }
        if (expression instanceof Expression.HasTag it) {
            return "tag(" + Words.quoted(it.tag()) + ")";
        }
        if (expression instanceof Expression.InSegment it) {
            return "in(" + Words.quoted(it.segment()) + ")";
        }
        if (expression instanceof Expression.Some it) {
            return "some " + it.dimension().word() + " (" + print(it.inner()) + ")";
        }
        return value(expression) + " " + test(expression);
    }

    public static String print(Operand operand) {
        return OperandPrinter.print(operand);
    }

    /** {@code not} stands where people say it: {@code x not in (…)}. */
    private static String negation(Expression inner) {
        if (inner instanceof Expression.And || inner instanceof Expression.Or) {
            return "not (" + print(inner) + ")";
        }
        return isTest(inner) ? value(inner) + " not " + test(inner) : "not " + print(inner);
    }

    private static boolean isTest(Expression expression) {
        return !Tree.operands(expression).isEmpty() && !(expression instanceof Expression.Comparison);
    }

    private static String value(Expression test) {
        return print(Tree.operands(test).get(0));
    }

    private static String test(Expression expression) {
        if (expression instanceof Expression.Between it) {
            return "between " + print(it.low()) + " and " + print(it.high());
        }
        if (expression instanceof Expression.OneOf it) {
            return "in " + print(it.list());
        }
        if (expression instanceof Expression.Contains it) {
            return "contains " + print(it.text());
        }
        if (expression instanceof Expression.Matches it) {
            return "matches " + Words.quoted(it.pattern());
        }
        return expression instanceof Expression.Within it ? "within " + print(it.duration()) : "exists";
    }

    private static String join(List<Expression> parts, String word, boolean tight) {
        return parts.stream()
                .map(part -> part instanceof Expression.And && tight || part instanceof Expression.Or
                        ? "(" + print(part) + ")"
                        : print(part))
                .collect(Collectors.joining(word));
    }
}
