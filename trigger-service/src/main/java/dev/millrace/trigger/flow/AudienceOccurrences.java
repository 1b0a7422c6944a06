package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.audience.Audience;
import dev.millrace.trigger.policy.feedback.FeedbackWatches;
import dev.millrace.trigger.store.AudienceDue;
import dev.millrace.trigger.store.AudienceMembers;
import dev.millrace.trigger.store.Audiences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Notes whose place on lists may have changed, in the transaction of what changed it and under the customers' locks. */
@ApplicationScoped
class AudienceOccurrences {

    private final Audiences audiences;
    private final AudienceDue due;
    private final AudienceMembers members;

    AudienceOccurrences(Audiences audiences, AudienceDue due, AudienceMembers members) {
        this.audiences = audiences;
        this.due = due;
        this.members = members;
    }

    /** Who entered or left a segment that is a list, and who said something about consent. */
    void note(List<SegmentTransition> transitions, Instant now) {
        Set<String> segments =
                audiences.inForce().stream().map(Audience::segment).collect(Collectors.toSet());
        if (segments.isEmpty()) {
            return;
        }
        TreeSet<String> concerned = new TreeSet<>();
        Instant knownTo = Instant.EPOCH;
        for (SegmentTransition transition : transitions) {
            boolean moved = transition.kind() != Kind.OCCURRED && segments.contains(transition.segment());
            if (moved || FeedbackWatches.isConsent(transition)) {
                concerned.add(transition.customer().value());
                knownTo = transition.decidedAt().isAfter(knownTo) ? transition.decidedAt() : knownTo;
            }
        }
        due.add(concerned, knownTo, now);
    }

    /** Both are looked at: the one has no place any more, and the other has what is now known of both. */
    void merged(CustomerId from, String to, Instant now) {
        if (!members.listsOf(from.value()).isEmpty()) {
            due.add(List.of(from.value(), to), Instant.EPOCH, now);
        }
    }

    void erased(CustomerId customer, Instant now) {
        members.erase(customer.value(), now);
    }
}
