package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.campaign.Reentry;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Ruling;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an enrolment begins, moves and ends, as functions of what is known at an instant. Does no I/O; whoever calls it
 * holds the customer's lock and writes down what comes out.
 */
public final class Journey {

    /** When an enrolment that must not go on is looked at again: when somebody says so. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** What holds for every walk. */
    record Terms(SendPolicy policy, AskAgain askAgain, boolean tracksOpensOfAll) {

        /** Knowledge is always a little behind: asking a few times is the rule, and only what lasts is a decision to record. */
        private static final int STALE_IS_NOTEWORTHY_AFTER = 3;

        boolean tracksOpens(Ruling.Permit permit) {
            return tracksOpensOfAll || permit.customer().openTrackingConsent();
        }

        boolean isNoteworthy(Reason reason, int asked, @Nullable Reason before) {
            return reason == Reason.STALE_KNOWLEDGE ? asked == STALE_IS_NOTEWORTHY_AFTER : reason != before;
        }
    }

    private final Terms terms;

    /** @param tracksOpensOfAll whether openings are tracked without the recipient's consent to it */
    public Journey(SendPolicy policy, AskAgain askAgain, boolean tracksOpensOfAll) {
        this.terms = new Terms(policy, askAgain, tracksOpensOfAll);
    }

    /** Whether this campaign listens to this transition for starting. */
    public static boolean startsOn(CampaignVersion version, SegmentTransition transition) {
        return version.state() == CampaignState.ACTIVE
                && version.campaign().start().on().is(transition);
    }

    /** Why this transition ends the campaign's live enrolment and revokes its messages, if it does. Merging ends nothing. */
    public static Optional<Reason> endsOn(CampaignVersion version, SegmentTransition transition) {
        if (transition.cause() == Cause.MERGE) {
            return Optional.empty();
        }
        return version.campaign().exitOn().on().stream()
                .filter(awaited -> awaited.is(transition))
                .findFirst()
                .map(awaited -> awaited instanceof Awaited.Exited ? Reason.LEFT_SEGMENT : Reason.EXIT_EVENT);
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
        Optional<Start.Why> hindrance = hindrance(campaign, latest, now);
        if (hindrance.isPresent()) {
            return new Start.Refused(hindrance.get());
        }
        String enrolment = DeterministicId.enrolment(
                campaign.id(), transition.customer().value(), transition.id(), transition.at());
        Enrolment.Origin origin =
                origin(version, enrolment, transition.customer(), transition.userId(), Trigger.of(transition), now);
        return new Start.Enrolled(enrol(version, origin, transition.decidedAt()));
    }

    /**
     * Starts somebody whom a broadcast reaches.
     *
     * @param time when it is time for them, by the clock on their wall or everywhere
     * @param due when it is their turn, at the broadcast's rate
     */
    public Start start(
            CampaignVersion version,
            Beginning.Broadcast broadcast,
            Recipient recipient,
            @Nullable Enrolment latest,
            Instant time,
            Instant due,
            Instant now) {
        Campaign campaign = version.campaign();
        if (time.isBefore(now.minus(campaign.start().within()))) {
            return new Start.Refused(Start.Why.TOO_LATE);
        }
        Optional<Start.Why> hindrance = hindrance(campaign, latest, now);
        if (hindrance.isPresent()) {
            return new Start.Refused(hindrance.get());
        }
        String enrolment = DeterministicId.enrolment(
                campaign.id(), recipient.customer().value(), broadcast.run(campaign.id()), broadcast.begins());
        Trigger trigger = new Trigger(SegmentTransition.Kind.ENTERED, broadcast.segment(), time, null);
        Enrolment.Origin origin = origin(version, enrolment, recipient.customer(), recipient.userId(), trigger, now);
        return new Start.Enrolled(enrol(version, origin, due));
    }

    /** The time zone by which a customer's times are told; the shop's if nothing is known. */
    public ZoneId zone(Knowledge knowledge, OnRecord record) {
        return terms.policy().zone(knowledge, record);
    }

    /** Whom a broadcast reaches. */
    public record Recipient(CustomerId customer, @Nullable String userId) {}

    private static Optional<Start.Why> hindrance(Campaign campaign, @Nullable Enrolment latest, Instant now) {
        if (latest instanceof Enrolment.Live) {
            return Optional.of(Start.Why.ALREADY_LIVE);
        }
        return latest == null || mayReenter(campaign.reentry(), latest, now)
                ? Optional.empty()
                : Optional.of(Start.Why.REENTRY);
    }

    private static boolean mayReenter(Reentry reentry, Enrolment latest, Instant now) {
        if (reentry instanceof Reentry.After after) {
            return !latest.origin().startedAt().plus(after.duration()).isAfter(now);
        }
        return reentry instanceof Reentry.Always;
    }

    private static Enrolment.Origin origin(
            CampaignVersion version,
            String enrolment,
            CustomerId customer,
            @Nullable String userId,
            Trigger trigger,
            Instant now) {
        Campaign campaign = version.campaign();
        return new Enrolment.Origin(
                enrolment,
                customer,
                userId,
                campaign.id(),
                version.version(),
                campaign.priority(),
                trigger,
                now,
                Chance.isHeldOut(campaign, customer.value()));
    }

    /** At the first instruction. A wait for a time begins at once, as nobody has to be asked for it. */
    private Enrolment.Live enrol(CampaignVersion version, Enrolment.Origin origin, Instant due) {
        if (version.program().at(0) instanceof Instruction.Wait wait && wait.pause() instanceof Pause.For pause) {
            Instant end = due.plus(pause.duration());
            Instant wake = end.plus(terms.askAgain().settle());
            return new Enrolment.Live(origin, 0, true, end, wake, 0, null, Map.of());
        }
        return new Enrolment.Live(origin, 0, false, due, due, 0, null, Map.of());
    }

    /**
     * What a live enrolment makes of a transition that some step of its campaign waits for: goes on, if that is the step at
     * which it stands, and otherwise remembers it.
     */
    public Optional<Walk> hear(
            CampaignVersion version, Enrolment.Live live, SegmentTransition transition, Instant now) {
        Program program = version.program();
        return program.awaits(transition).map(awaited -> {
            Enrolment.Live knowing = live.hearing(awaited.key(), transition.at());
            if (live.begun()
                    && program.at(live.position()) instanceof Instruction.Await await
                    && await.awaited().equals(awaited)
                    && isInTime(live, await, transition)) {
                return goOn(knowing, await, transition, now);
            }
            // a claim in progress is in vain now, so it is to be claimed again soon
            boolean due = !live.wakeAt().equals(NEVER) && !live.dueAt().isAfter(now);
            return new Walk(List.of(), due ? knowing.wakingAt(now) : knowing);
        });
    }

    private static boolean isInTime(Enrolment.Live live, Instruction.Await await, SegmentTransition transition) {
        Instant begun = live.dueAt().minus(await.atMost());
        return !transition.at().isBefore(begun) && transition.at().isBefore(live.dueAt());
    }

    private static Walk goOn(Enrolment.Live live, Instruction.Await await, SegmentTransition transition, Instant now) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("came", "transition");
        inputs.put("transition", transition.id());
        inputs.put("at", transition.at().toString());
        Enrolment.Live next = new Enrolment.Live(
                live.origin(), live.position() + 1, false, transition.decidedAt(), now, 0, null, live.heard());
        return new Walk(List.of(new Effect.Branched(await.step(), "then", inputs)), next);
    }

    public static Enrolment.Exited exit(Enrolment.Live live, Reason reason, Instant now) {
        return new Enrolment.Exited(live.origin(), now, reason);
    }

    public static Enrolment.Live merge(Enrolment.Live live, CustomerId into, Instant now) {
        return live.movedTo(into, now);
    }

    /** For a campaign that neither looks at its messages nor gives anything away. */
    public Walk walk(CampaignVersion version, Enrolment.Live live, Knowledge knowledge, OnRecord record, Instant now) {
        return walk(version, live, knowledge, record, Sends.NONE, Rewards.NONE, now);
    }

    /**
     * What to do about an enrolment that is due, given what segment-service said when asked after it fell due, and what our
     * own tables say.
     *
     * @param sends the enrolment's messages; needed only of a program that looks at them
     * @param rewards from which codes and points are taken at once: what follows goes on with them
     */
    public Walk walk(
            CampaignVersion version,
            Enrolment.Live live,
            Knowledge knowledge,
            OnRecord record,
            Sends sends,
            Rewards rewards,
            Instant now) {
        return switch (version.state()) {
            case ARCHIVED, DRAFT -> ended(version, live, now);
            case PAUSED -> parked(version, live);
            case ACTIVE -> new Walker(terms, version, live, knowledge, record, sends, rewards, now).walk();
        };
    }

    private static Walk ended(CampaignVersion version, Enrolment.Live live, Instant now) {
        Effect exits = new Effect.Exits(version.program().stepAt(live.position()), Reason.CAMPAIGN_ARCHIVED, Map.of());
        return new Walk(List.of(exits), exit(live, Reason.CAMPAIGN_ARCHIVED, now));
    }

    /** Until the campaign is resumed. */
    private static Walk parked(CampaignVersion version, Enrolment.Live live) {
        Effect waits = new Effect.Waits(version.program().stepAt(live.position()), Reason.CAMPAIGN_PAUSED, Map.of());
        Enrolment.Live next = new Enrolment.Live(
                live.origin(),
                live.position(),
                live.begun(),
                live.dueAt(),
                NEVER,
                0,
                Reason.CAMPAIGN_PAUSED,
                live.heard());
        return new Walk(List.of(waits), next);
    }
}
