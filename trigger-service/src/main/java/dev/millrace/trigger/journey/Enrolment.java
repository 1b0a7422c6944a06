package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.policy.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer's way through one version of a campaign. A live enrolment stands at an instruction; the other two states are
 * ends that nothing leaves.
 */
public sealed interface Enrolment {

    Origin origin();

    /**
     * What began it and never changes.
     *
     * @param id the same for the same campaign, customer and transition
     * @param startedAt when it was enrolled
     * @param heldOut whether it gets nothing, to be compared with those who do
     */
    record Origin(
            String id,
            CustomerId customer,
            @Nullable String userId,
            String campaign,
            int campaignVersion,
            int priority,
            Trigger trigger,
            Instant startedAt,
            boolean heldOut) {

        Origin ofCustomer(CustomerId other) {
            return new Origin(id, other, userId, campaign, campaignVersion, priority, trigger, startedAt, heldOut);
        }
    }

    /**
     * Stands at an instruction.
     *
     * @param position of the instruction in the version's program
     * @param begun whether it has begun, which only a wait does: then it is over at {@code dueAt}, and else is to be done then
     * @param wakeAt when to look at it (again)
     * @param asked how often it was asked about in vain since it fell due
     * @param waitsFor why the last asking was in vain
     * @param heard when something last happened that a step waits for, by its key: it may come before the step
     */
    record Live(
            Origin origin,
            int position,
            boolean begun,
            Instant dueAt,
            Instant wakeAt,
            int asked,
            @Nullable Reason waitsFor,
            Map<String, Instant> heard)
            implements Enrolment {

        public Live {
            heard = Map.copyOf(heard);
        }

        /**
         * The same journey for the customer into whom this one was merged. Who owns the enrolment is all that changes; if it
         * is due, it is looked at again at once.
         */
        Live movedTo(CustomerId customer, Instant now) {
            Origin moved = origin.ofCustomer(customer);
            boolean rests = dueAt.isAfter(now) || wakeAt.equals(Journey.NEVER);
            return rests
                    ? new Live(moved, position, begun, dueAt, wakeAt, asked, waitsFor, heard)
                    : new Live(moved, position, begun, dueAt, now, 0, null, heard);
        }

        Live hearing(String key, Instant at) {
            Map<String, Instant> more = new HashMap<>(heard);
            more.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
            return new Live(origin, position, begun, dueAt, wakeAt, asked, waitsFor, more);
        }

        Live wakingAt(Instant instant) {
            return new Live(origin, position, begun, dueAt, instant, asked, waitsFor, heard);
        }
    }

    /** Went through all steps. */
    record Completed(Origin origin, Instant at) implements Enrolment {}

    /** Ended early. */
    record Exited(Origin origin, Instant at, Reason reason) implements Enrolment {}
}
