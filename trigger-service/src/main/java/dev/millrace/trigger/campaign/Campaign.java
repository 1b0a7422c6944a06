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
 * has no fault, so durations are positive and there is at least one step.
 *
 * @param priority from 1 to 9: of what is due at the same time, the higher goes first
 * @param onlyIf an expression of the segment language that must hold before every send; null asks nothing
 * @param validFor how long after it was due a send may still be made
 * @param goal what it is for; null measures nothing
 * @param holdOut of 10,000 customers, how many get nothing, so that the others can be compared with them
 * @param parameters as the document has them, before they were filled in
 */
public record Campaign(
        String id,
        String name,
        @Nullable String purpose,
        MessageClass messageClass,
        int priority,
        Start start,
        @Nullable String onlyIf,
        ExitOn exitOn,
        Reentry reentry,
        Duration validFor,
        int holdOut,
        @Nullable Goal goal,
        Map<String, String> parameters,
        List<Step> steps) {

    public static final int DEFAULT_PRIORITY = 5;
    public static final int HIGHEST_PRIORITY = 9;
    public static final int WHOLE = 10_000;

    /** Less than a year, so that it comes every year, and long enough that nobody has two birthdays in one. */
    static final Duration ONCE_A_YEAR = Duration.ofDays(350);

    /**
     * What starts it, if it happened for one of the causes and not longer ago than within.
     *
     * @param onlyIf an expression that must hold once at the start; null asks nothing
     */
    public record Start(Beginning on, Duration within, Set<Cause> causes, @Nullable String onlyIf) {

        public static final Duration DEFAULT_WITHIN = Duration.ofHours(24);
        public static final Set<Cause> DEFAULT_CAUSES = Set.of(Cause.EVENT, Cause.TIME, Cause.LATE_EVENT);

        public Start {
            causes = Set.copyOf(causes);
        }
    }

    /**
     * What ends it early: as soon as one of these happens, or when the expression holds at a step that is due.
     */
    public record ExitOn(List<Awaited> on, @Nullable String expression) {

        public static final ExitOn NOTHING = new ExitOn(List.of(), null);

        public ExitOn {
            on = List.copyOf(on);
        }
    }

    /** The segment in which a customer has to be all the time, if the campaign starts on entering it and ends on leaving it. */
    public @Nullable String staysIn() {
        return start.on() instanceof Beginning.When when
                        && when.what() instanceof Awaited.Entered entered
                        && exitOn.on().contains(new Awaited.Exited(entered.segment()))
                ? entered.segment()
                : null;
    }

    /** What a message is about: what it says, else the product of the event that began the journey if it tells of one. */
    public About about(Step.Send send) {
        if (send.about() != null) {
            return send.about();
        }
        return start.on().scope().tells(About.PRODUCT_ID) ? About.PRODUCT : About.NOTHING;
    }

    public Campaign {
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a campaign has steps");
        }
        if (priority < 1 || priority > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException("a priority is from 1 to " + HIGHEST_PRIORITY);
        }
        if (holdOut < 0 || holdOut >= WHOLE) {
            throw new IllegalArgumentException("a campaign does not hold out everybody");
        }
    }
}
