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
            return comparison(context.sum(), value, comparison, around);
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
        return negated(nearness.NOT(), within(context.sum(), value, nearness.sum(), around));
    }

    private Expression comparison(SumContext place, Operand left, ComparisonContext tail, Surroundings around) {
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
        return new Expression.Comparison(Meant.beside(right, left), operator, Meant.beside(left, right));
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
        return new Expression.Between(Meant.beside(low, value), Meant.beside(value, low), Meant.beside(value, high));
    }

    private Expression within(SumContext place, Operand instant, SumContext tail, Surroundings around) {
        if (around.isFilter()) {
            throw FieldBuilder.notInFilter(place, around);
        }
        if (instant.type() == Type.DATE) {
            throw Refusal.at(place, "a date is long past", "anniversary(" + Refusal.textOf(place) + ") within 7d");
        }
        if (!TypeRules.is(instant.type(), Type.INSTANT) || Motion.grows(instant)) {
            throw Refusal.at(
                    place,
                    "within asks how soon an instant comes, not "
                            + instant.type().phrase(),
                    "an instant such as anniversary(trait.birthday)");
        }
        Operand duration = tree.operands().sum(tail, around);
        if (!TypeRules.is(duration.type(), Type.DURATION) || Motion.grows(duration)) {
            throw Refusal.at(tail, "within takes a duration that stands still", "a duration such as 7d");
        }
        return new Expression.Within(Meant.as(Type.INSTANT, instant), duration);
    }

    private static boolean isOrdered(Operand operand) {
        return TypeRules.isOrdered(operand.type());
    }

    private static Expression negated(@Nullable TerminalNode not, Expression expression) {
        return not == null ? expression : new Expression.Not(expression);
    }
}
