package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.policy.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One customer's way through one version of a campaign. A live enrolment stands at a send that is due at an instant; the
 * other two states are ends that nothing leaves.
 */
public sealed interface Enrolment {

    Origin origin();

    /**
     * What began it and never changes.
     *
     * @param id the same for the same campaign, customer and transition
     * @param enteredAt the instant the segment's rule flipped
     * @param startedAt when it was enrolled
     */
    record Origin(
            String id,
            CustomerId customer,
            @Nullable String userId,
            String campaign,
            int campaignVersion,
            String segment,
            Instant enteredAt,
            Instant startedAt) {}

    /**
     * Stands at a send.
     *
     * @param step index of the send in the campaign's steps
     * @param dueAt when the send is due
     * @param wakeAt when to look at it (again)
     * @param asked how often it was asked about in vain since it fell due
     * @param waitsFor why the last asking was in vain
     */
    record Live(Origin origin, int step, Instant dueAt, Instant wakeAt, int asked, @Nullable Reason waitsFor)
            implements Enrolment {

        Live askAgainAt(Instant instant, Reason reason) {
            return new Live(origin, step, dueAt, instant, asked + 1, reason);
        }

        /** Asked in vain once at least, so that the wait does not count as lateness. */
        Live deferredUntil(Instant instant, Reason reason) {
            return new Live(origin, step, dueAt, instant, Math.max(asked, 1), reason);
        }

        /** The same journey for the customer into whom this one was merged; who owns the enrolment is all that changes. */
        Live movedTo(CustomerId customer, Instant now) {
            Origin moved = new Origin(
                    origin.id(),
                    customer,
                    origin.userId(),
                    origin.campaign(),
                    origin.campaignVersion(),
                    origin.segment(),
                    origin.enteredAt(),
                    origin.startedAt());
            return new Live(moved, step, dueAt, now, 0, null);
        }
    }

    /** Went through all steps. */
    record Completed(Origin origin, Instant at) implements Enrolment {}

    /** Ended early. */
    record Exited(Origin origin, Instant at, Reason reason) implements Enrolment {}
}
