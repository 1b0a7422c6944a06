package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ComparisonContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ContainmentContext;
import dev.millrace.segment.rule.SegmentLanguageParser.MatchContext;
import dev.millrace.segment.rule.SegmentLanguageParser.MembershipContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NearnessContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PresenceContext;
import dev.millrace.segment.rule.SegmentLanguageParser.RangeContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TailContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes the conditions that say something of a value: comparisons, ranges, {@code exists}, {@code in} and their like. */
final class ComparisonBuilder {

    private final TreeBuilder tree;

    ComparisonBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    Expression comparison(PredicateContext context, Surroundings around) {
        Operand value = tree.operands().sum(context.sum(), around);
        TailContext tail = context.tail();
        if (tail instanceof ComparisonContext comparison) {
            return comparison(context, value, comparison, around);
        }
        if (tail instanceof RangeContext range) {
            return negated(range.NOT(), between(context.sum(), value, range, around));
        }
        if (tail instanceof PresenceContext presence) {
            return negated(presence.NOT(), new Expression.Exists(value));
        }
        if (tail instanceof MembershipContext membership) {
            Operand list = new ListBuilder(tree).list(value, context.sum(), membership.sum(), around);
            return negated(membership.NOT(), new Expression.OneOf(value, list));
        }
        TextTestBuilder texts = new TextTestBuilder(tree);
        if (tail instanceof ContainmentContext containment) {
            return negated(containment.NOT(), texts.contains(value, context.sum(), containment.sum(), around));
        }
        if (tail instanceof MatchContext match) {
            return negated(match.NOT(), texts.matches(value, context.sum(), match.sum()));
        }
        NearnessContext nearness = (NearnessContext) tail;
        return negated(nearness.NOT(), new WithinBuilder(tree).within(context, value, nearness, around));
    }

    private Expression comparison(PredicateContext context, Operand left, ComparisonContext tail, Surroundings around) {
        SumContext place = context.sum();
        Senseless senseless = new Senseless(tree);
        senseless.requireValue(context, tail);
        new Unquoted(tree, around).require(left, tail.sum());
        Operand right = tree.operands().sum(tail.sum(), around);
        Alike.require(left, place, right, tail.sum());
        Expression.Operator operator = Expression.Operator.of(tail.op.getText());
        if (!operator.isEquality() && !(isOrdered(left) && isOrdered(right))) {
            Operand unordered = isOrdered(left) ? right : left;
            throw Refusal.at(tail.op, unordered.type().phrase() + " has no order here", "= or !=");
        }
        AllowedValues allowed = new AllowedValues(tree.dictionary(), around);
        allowed.require(left, right, tail.sum());
        allowed.require(right, left, place);
        senseless.require(context, left, operator, right);
        return new Expression.Comparison(meant(right, left), operator, meant(left, right));
    }

    private Expression between(SumContext place, Operand value, RangeContext tail, Surroundings around) {
        Operand low = tree.operands().sum(tail.sum(0), around);
        Operand high = tree.operands().sum(tail.sum(1), around);
        Alike.require(value, place, low, tail.sum(0));
        Alike.require(value, place, high, tail.sum(1));
        for (Operand operand : new Operand[] {value, low, high}) {
            if (!isOrdered(operand)) {
                throw Refusal.at(
                        place,
                        operand.type().phrase() + " has no order here",
                        "numbers, durations, distances or instants");
            }
        }
        new Senseless(tree).requireForwards(tail, low, high);
        return new Expression.Between(meant(low, value), meant(value, low), meant(value, high));
    }

    private static Operand meant(Operand other, Operand operand) {
        return Meant.difference(other, Meant.beside(other, operand));
    }

    private static boolean isOrdered(Operand operand) {
        return TypeRules.isOrdered(operand.type());
    }

    private static Expression negated(@Nullable TerminalNode not, Expression expression) {
        return not == null ? expression : new Expression.Not(expression);
    }
}
