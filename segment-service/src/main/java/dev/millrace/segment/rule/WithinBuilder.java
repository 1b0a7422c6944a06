package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.NearnessContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;

/** Makes {@code within}, which looks ahead: an instant that is always past is refused. */
final class WithinBuilder {

    private final TreeBuilder tree;

    WithinBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    Expression within(PredicateContext context, Operand instant, NearnessContext tail, Surroundings around) {
        SumContext place = context.sum();
        if (around.isFilter()) {
            throw FieldBuilder.notInFilter(place, around);
        }
        requireInstant(place, instant);
        Operand duration = tree.operands().sum(tail.sum(), around);
        if (!TypeRules.is(duration.type(), Type.DURATION) || Motion.grows(duration)) {
            throw Refusal.at(tail.sum(), "within takes a duration that stands still", "a duration such as 7d");
        }
        if (AlwaysPast.is(instant)) {
            String back = "age(" + Refusal.textOf(place) + ") " + (tail.NOT() == null ? "<= " : "> ")
                    + Refusal.textOf(tail.sum());
            throw Refusal.suggesting(
                    context, "within looks ahead, and " + Refusal.textOf(place) + " is always past", back, back);
        }
        return new Expression.Within(Meant.as(Type.INSTANT, instant), duration);
    }

    private static void requireInstant(SumContext place, Operand instant) {
        if (instant.type() == Type.DATE) {
            String next = "anniversary(" + Refusal.textOf(place) + ")";
            throw Refusal.suggesting(place, "within takes an instant, found a date", next + " within 7d", next);
        }
        if (!TypeRules.is(instant.type(), Type.INSTANT) || Motion.grows(instant)) {
            throw Refusal.at(
                    place,
                    "within asks how soon an instant comes, not "
                            + instant.type().phrase(),
                    "an instant such as anniversary(trait.birthday)");
        }
        if (!(instant instanceof Operand.Anniversary) && hasAnniversary(instant)) {
            throw Refusal.at(
                    place,
                    "within takes an anniversary only by itself, because its day counts whole",
                    "anniversary(trait.birthday) within 7d");
        }
    }

    private static boolean hasAnniversary(Operand operand) {
        boolean[] found = new boolean[1];
        Tree.walk(operand, condition -> {}, part -> found[0] |= part instanceof Operand.Anniversary);
        return found[0];
    }
}
