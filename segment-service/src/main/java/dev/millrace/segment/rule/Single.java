package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PrimaryContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import org.jspecify.annotations.Nullable;

/** Looks through the levels of the grammar for the one thing that stands there. */
final class Single {

    private Single() {}

    /** What a sum consists of, if nothing is added, multiplied or negated. */
    static @Nullable PrimaryContext primary(SumContext sum) {
        if (sum.product().size() > 1 || sum.product(0).factor().size() > 1) {
            return null;
        }
        var factor = sum.product(0).factor(0);
        return factor.MINUS().isEmpty() ? factor.primary() : null;
    }

    /** The value that a condition consists of; null if it is a condition. */
    static @Nullable SumContext sum(ConditionContext condition) {
        if (condition.conjunction().size() > 1
                || condition.conjunction(0).negation().size() > 1) {
            return null;
        }
        var negation = condition.conjunction(0).negation(0);
        return negation.NOT().isEmpty() && negation.predicate().tail() == null
                ? negation.predicate().sum()
                : null;
    }

    static @Nullable PrimaryContext primary(ConditionContext condition) {
        SumContext sum = sum(condition);
        return sum == null ? null : primary(sum);
    }
}
