package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Refold;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;

/**
 * An expression that is no rule, ready to be asked of single customers. What no rule has had kept for it is worked out from the
 * customer's remembered past, as for a rule that is new.
 */
public final class AskedExpression {

    private final CompiledRule compiled;
    private final AccumulatorPlan beyond;

    AskedExpression(CompiledRule compiled, AccumulatorPlan kept) {
        this.compiled = compiled;
        this.beyond = new AccumulatorPlan(compiled.specs(), compiled.reads().dimensions).beyond(kept);
    }

    public Verdict evaluate(CustomerState customer, Timeline past, ShopFacts facts, Instant now) {
        boolean isKept = beyond.isEmpty() || !Refold.concerns(customer, beyond);
        return compiled.evaluate(isKept ? customer : Refold.seeded(customer, beyond, past), facts, now);
    }
}
