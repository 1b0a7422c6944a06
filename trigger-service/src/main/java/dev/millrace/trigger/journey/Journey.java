package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignVersion;
import dev.millrace.trigger.campaign.Reentry;
import dev.millrace.trigger.campaign.Step;
import dev.millrace.trigger.policy.DueSend;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Ruling;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an enrolment begins, moves and ends, as functions of what is known at an instant. Does no I/O; whoever calls it
 * holds the customer's lock and writes down what comes out.
 *
 * <p>After a send that was made or held, waits count from that decision. After one that expired they count from when it
 * was due, so that a journey that slept through an outage does not start over in the middle.
 */
public final class Journey {

    /** Knowledge is always a little behind: asking a few times is the rule, and only what lasts is a decision to record. */
    private static final int STALE_IS_NOTEWORTHY_AFTER = 3;

    private final SendPolicy policy;
    private final AskAgain askAgain;
    private final boolean tracksOpensOfAll;

    /** @param tracksOpensOfAll whether openings are tracked without the recipient's consent to it */
    public Journey(SendPolicy policy, AskAgain askAgain, boolean tracksOpensOfAll) {
        this.policy = policy;
        this.askAgain = askAgain;
        this.tracksOpensOfAll = tracksOpensOfAll;
    }

    /** Whether this campaign listens to this transition for starting. */
    public static boolean startsOn(CampaignVersion version, SegmentTransition transition) {
        return version.active()
                && transition.kind() == Kind.ENTERED
                && transition.segment().equals(version.campaign().start().segment());
    }

    /** Whether this transition ends the campaign's live enrolment and revokes its messages. Merging ends nothing. */
    public static boolean endsOn(CampaignVersion version, SegmentTransition transition) {
        return transition.kind() == Kind.EXITED
                && transition.cause() != Cause.MERGE
                && transition.segment().equals(version.campaign().exitOn().segment());
    }

    /** @param latest the customer's last enrolment in this campaign, whatever its version; null if there was none */
    public Start start(CampaignVersion version, SegmentTransition transition, @Nullable Enrolment latest, Instant now) {
        Campaign campaign = version.campaign();
        if (!startsOn(version, transition)) {
            throw new IllegalArgumentException("the campaign does not start on this transition");
        }
        if (!campaign.start().causes().contains(transition.cause())) {
            return new Start.Refused(Start.Why.CAUSE);
        }
        Instant earliest = now.minus(campaign.start().within());
        if (transition.at().isBefore(earliest) || transition.decidedAt().isBefore(earliest)) {
            return new Start.Refused(Start.Why.TOO_LATE);
        }
        if (latest instanceof Enrolment.Live) {
            return new Start.Refused(Start.Why.ALREADY_LIVE);
        }
        if (latest != null && !mayReenter(campaign.reentry(), latest, now)) {
            return new Start.Refused(Start.Why.REENTRY);
        }
        return new Start.Enrolled(enrol(version, transition, now));
    }

    public static Enrolment.Exited exit(Enrolment.Live live, Reason reason, Instant now) {
        return new Enrolment.Exited(live.origin(), now, reason);
    }

    /** What to do about a send that is due, given what segment-service said when asked after it fell due, and our tables. */
    public Outcome decide(
            CampaignVersion version, Enrolment.Live live, Knowledge knowledge, OnRecord record, Instant now) {
        Campaign campaign = version.campaign();
        Step.Send send = sendAt(campaign, live);
        String customer = live.origin().customer().value();
        Ruling ruling = policy.rule(
                new DueSend(campaign, 0, customer, live.origin().id(), live.dueAt(), knowledge, record, now));
        if (!version.active()) {
            return new Outcome.Exits(exit(live, Reason.CAMPAIGN_ARCHIVED, now), ruling.inputs());
        }
        if (ruling instanceof Ruling.Permit permit) {
            boolean trackOpens = tracksOpensOfAll || permit.customer().openTrackingConsent();
            return new Outcome.Send(
                    MessageDraft.request(campaign, live, send, permit, now, trackOpens),
                    advance(campaign, live, now),
                    permit.inputs());
        }
        if (ruling instanceof Ruling.Hold hold) {
            return new Outcome.Held(hold.reason(), advance(campaign, live, now), hold.inputs());
        }
        if (ruling instanceof Ruling.NotYet notYet) {
            return waits(live, notYet, now);
        }
        if (ruling instanceof Ruling.Defer defer) {
            Enrolment.Live next = live.deferredUntil(defer.until(), defer.reason());
            return new Outcome.Deferred(defer.reason(), defer.reason() != live.waitsFor(), next, defer.inputs());
        }
        if (ruling instanceof Ruling.End end) {
            return new Outcome.Exits(exit(live, end.reason(), now), end.inputs());
        }
        if (ruling instanceof Ruling.Moved moved) {
            CustomerId to = CustomerId.of(moved.to());
            return new Outcome.Moves(to, live.movedTo(to, now), moved.inputs());
        }
        if (ruling instanceof Ruling.Expired expired) {
            return new Outcome.Expired(advance(campaign, live, live.dueAt()), expired.inputs());
        }
        throw new IllegalStateException("a ruling is one of those above");
    }

    /** The send at which a live enrolment stands. */
    public static Step.Send sendAt(Campaign campaign, Enrolment.Live live) {
        return (Step.Send) campaign.steps().get(live.step());
    }

    private Outcome.Waits waits(Enrolment.Live live, Ruling.NotYet notYet, Instant now) {
        Reason reason = notYet.reason();
        boolean noteworthy = reason == Reason.STALE_KNOWLEDGE
                ? live.asked() == STALE_IS_NOTEWORTHY_AFTER
                : reason != live.waitsFor();
        Instant again = now.plus(askAgain.pauseAfter(live.asked()));
        return new Outcome.Waits(reason, noteworthy, live.askAgainAt(again, reason), notYet.inputs());
    }

    private static boolean mayReenter(Reentry reentry, Enrolment latest, Instant now) {
        if (reentry instanceof Reentry.After after) {
            return !latest.origin().startedAt().plus(after.duration()).isAfter(now);
        }
        return reentry instanceof Reentry.Always;
    }

    private Enrolment.Live enrol(CampaignVersion version, SegmentTransition transition, Instant now) {
        Campaign campaign = version.campaign();
        Enrolment.Origin origin = new Enrolment.Origin(
                DeterministicId.enrolment(campaign.id(), transition.customer().value(), transition.id()),
                transition.customer(),
                transition.userId(),
                campaign.id(),
                version.version(),
                transition.segment(),
                transition.at(),
                now);
        return (Enrolment.Live) arrive(campaign, origin, 0, transition.decidedAt(), now);
    }

    private Enrolment advance(Campaign campaign, Enrolment.Live live, Instant from) {
        return arrive(campaign, live.origin(), live.step() + 1, from, from);
    }

    /** Walks over waits to the next send, or to the end. */
    private Enrolment arrive(Campaign campaign, Enrolment.Origin origin, int step, Instant from, Instant now) {
        List<Step> steps = campaign.steps();
        Instant due = from;
        for (int i = step; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Wait wait) {
                due = due.plus(wait.duration());
            } else {
                Instant wake = due.equals(from) ? due : due.plus(askAgain.settle());
                return new Enrolment.Live(origin, i, due, wake, 0, null);
            }
        }
        return new Enrolment.Completed(origin, now);
    }
}
