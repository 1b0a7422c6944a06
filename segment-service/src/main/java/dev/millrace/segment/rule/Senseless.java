package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ComparisonContext;
import dev.millrace.segment.rule.SegmentLanguageParser.GroupContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.RangeContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;

/** Finds comparisons that could be read, but hold for nobody or for everybody. */
final class Senseless {

    private final TreeBuilder tree;

    Senseless(TreeBuilder tree) {
        this.tree = tree;
    }

    /** What can be told before the right side is read. */
    void requireValue(PredicateContext context, ComparisonContext tail) {
        boolean equal = tail.op.getText().equals("=");
        if (!equal && !tail.op.getText().equals("!=")) {
            return;
        }
        if (Unquoted.isNothing(tail.sum())) {
            throw presence(context, "a value that is missing equals nothing", equal);
        }
        if (Single.primary(tail.sum()) instanceof GroupContext group
                && group.condition().size() > 1) {
            String in = equal ? "in" : "not in";
            throw Refusal.suggesting(
                    tail.op,
                    tail.op.getText(),
                    "a list stands only behind in",
                    Refusal.textOf(context.sum()) + " " + in + " " + Refusal.textOf(tail.sum()),
                    in);
        }
    }

    void require(PredicateContext context, Operand left, Expression.Operator operator, Operand right) {
        if (left instanceof Operand.TraitField
                && operator.isEquality()
                && Operand.resolved(right).equals(new Operand.TextLiteral(""))) {
            throw presence(context, "an empty text is no value of a trait", operator == Expression.Operator.EQUAL);
        }
        SumContext place = ((ComparisonContext) context.tail()).sum();
        if (isCount(left)
                && Operand.resolved(right) instanceof Operand.NumberLiteral number
                && number.number().signum() < 0) {
            tree.warn(
                    Refusal.at(place, "a count is never negative", "0 or more").error());
        }
    }

    void requireForwards(RangeContext range, Operand low, Operand high) {
        if (LiteralOrder.isBackwards(low, high)) {
            String first = Refusal.textOf(range.sum(0));
            String second = Refusal.textOf(range.sum(1));
            throw Refusal.suggesting(
                    range.sum(0).start,
                    first + " and " + second,
                    "nothing lies between these two: the first is the greater",
                    "between " + second + " and " + first,
                    second + " and " + first);
        }
    }

    private static RefusedExpression presence(PredicateContext context, String message, boolean absent) {
        String test = Refusal.textOf(context.sum()) + (absent ? " not exists" : " exists");
        return Refusal.suggesting(context, message, test, test);
    }

    private static boolean isCount(Operand operand) {
        return operand instanceof Operand.Aggregate it
                        && (it.function() == Operand.Function.COUNT || it.function() == Operand.Function.DISTINCT)
                || operand instanceof Operand.CartField part && part.type() == Type.NUMBER;
    }
}
