package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.customer.TraitFold;

/** What became of the codes that campaigns gave a customer: {@code coupon("welcome")}. Kept as traits that only they set. */
final class CouponState {

    static final String FIGURE = "coupon";

    /** Of who never had a code of the pool. */
    private static final Value NONE = new Value.Text("none");

    private CouponState() {}

    static String trait(String pool) {
        return TraitFold.OURS + ".coupon." + pool;
    }

    static Value of(CustomerState customer, String pool) {
        return customer.trait(trait(pool)) instanceof Trait.Value.Text state ? new Value.Text(state.text()) : NONE;
    }
}
