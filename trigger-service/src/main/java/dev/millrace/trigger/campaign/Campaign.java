package dev.millrace.trigger.campaign;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.SegmentTransition.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign document says, with its parameters filled in. Built by {@link CampaignReader} only from a document that
 * has no fault, so durations are positive and there is at least one send.
 *
 * @param onlyIf an expression of the segment language that must hold before every send; null asks nothing
 * @param validFor how long after it was due a send may still be made
 * @param parameters as the document has them, before they were filled in
 */
public record Campaign(
        String id,
        String name,
        @Nullable String purpose,
        MessageClass messageClass,
        Start start,
        @Nullable String onlyIf,
        ExitOn exitOn,
        Reentry reentry,
        Duration validFor,
        Map<String, String> parameters,
        List<Step> steps) {

    /** Which transition starts it: somebody entered the segment, for one of the causes, not longer ago than within. */
    public record Start(String segment, Duration within, Set<Cause> causes) {

        public static final Duration DEFAULT_WITHIN = Duration.ofHours(24);
        public static final Set<Cause> DEFAULT_CAUSES = Set.of(Cause.EVENT, Cause.TIME, Cause.LATE_EVENT);

        public Start {
            causes = Set.copyOf(causes);
        }
    }

    /** What ends it early: leaving the segment, or the expression holding when a send is due. Both may be absent. */
    public record ExitOn(@Nullable String segment, @Nullable String expression) {

        public static final ExitOn NOTHING = new ExitOn(null, null);
    }

    public Campaign {
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
        if (steps.stream().noneMatch(Step.Send.class::isInstance)) {
            throw new IllegalArgumentException("a campaign sends something");
        }
    }
}
