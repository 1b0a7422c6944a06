package dev.millrace.segment.customer;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;

/**
 * Whose an id is when several claim it. An anonymous id is the browser's, and follows whoever used that last. Any other id is
 * whoever's the shop named it last; until the shop says anything, the first to come keeps it, whatever browsers say.
 */
public final class Ownership {

    private Ownership() {}

    /** Whether a claim on an id ends the claim by which it is held. */
    public static boolean takes(CustomerId id, Claim challenger, Claim holder) {
        if (id.kind() == CustomerId.Kind.ANON) {
            return challenger.compareTo(holder) > 0;
        }
        return challenger.byServer() && (!holder.byServer() || challenger.compareTo(holder) > 0);
    }
}
