package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.Dimension;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether what an expression asks is kept of the customers, or will be as soon as the rule is in force. */
record Kept(Predicate<AccumulatorSpec> accumulator, Predicate<Dimension> dimension) {

    /**
     * @param available what is kept already, for an expression that can't have more kept; null if all it asks will be
     */
    static Kept asking(@Nullable AccumulatorPlan available) {
        return available == null ? EVERYTHING : new Kept(available::covers, available::has);
    }

    /** For showing a value, what was kept for a smaller question will do. */
    static Kept explaining(@Nullable AccumulatorPlan available) {
        return available == null ? EVERYTHING : new Kept(spec -> available.has(spec.key()), available::has);
    }

    private static final Kept EVERYTHING = new Kept(spec -> true, dimension -> true);
}
