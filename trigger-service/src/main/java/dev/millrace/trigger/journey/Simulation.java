package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets an enrolment go its way in a time of its own, with the walks that real ones make. What is known of the customer stays
 * what it is at the beginning, but for the segments that are entered and left on the way; whatever is decided happens to
 * nobody.
 */
public final class Simulation {

    /** More than any campaign needs: each step is looked at a few times. */
    private static final int MOST_LOOKS = 2_000;

    /** Something that is decided, as the record of decisions has it. */
    public record Line(
            Instant at,
            String step,
            String outcome,
            @Nullable String reason,
            Map<String, String> inputs,
            @Nullable Effect effect) {}

    private final Journey journey;
    private final CampaignVersion version;
    private final Knowledge knowledge;
    private final Deque<SegmentTransition> happens;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> segments = new HashSet<>();
    private OnRecord record;
    private Sends sends = Sends.NONE;
    private final Rewards rewards = new PretendedRewards();

    /** @param happens in the order of time */
    public Simulation(
            Journey journey,
            CampaignVersion version,
            Knowledge knowledge,
            OnRecord record,
            List<SegmentTransition> happens) {
        this.journey = journey;
        this.version = version;
        this.knowledge = knowledge;
        this.record = record;
        this.happens = new ArrayDeque<>(happens);
        if (knowledge instanceof Knowledge.Customer known) {
            segments.addAll(known.segments());
        }
    }

    /** What would be decided, to the end. */
    public List<Line> run(Enrolment.Live first) {
        Enrolment enrolment = first;
        follow(first.origin().trigger());
        for (int looks = 0; enrolment instanceof Enrolment.Live live; looks++) {
            SegmentTransition next = happens.peek();
            if (next != null && !next.at().isAfter(live.wakeAt())) {
                happens.remove();
                follow(next);
                enrolment = apply(live, next);
            } else if (looks > MOST_LOOKS || live.wakeAt().equals(Journey.NEVER)) {
                return lines;
            } else {
                enrolment = look(live);
            }
        }
        return lines;
    }

    private Enrolment look(Enrolment.Live live) {
        Instant now = live.wakeAt();
        Walk walk = journey.walk(version, live, knowledge(now), record, sends, rewards, now);
        walk.effects().forEach(effect -> note(now, effect));
        if (walk.next() instanceof Enrolment.Completed) {
            lines.add(new Line(now, "end", "completed", null, Map.of(), null));
        } else if (walk.effects().stream().anyMatch(Effect.Waits.class::isInstance)
                && !(knowledge instanceof Knowledge.Customer)) {
            // nobody will ever answer
            return Journey.exit(live, Reason.NO_ANSWER, now);
        } else if (walk.effects().stream().anyMatch(Effect.Moves.class::isInstance)) {
            return Journey.exit(live, Reason.MERGED, now);
        }
        return walk.next();
    }

    private Enrolment apply(Enrolment.Live live, SegmentTransition transition) {
        Optional<Reason> ends = Journey.endsOn(version, transition);
        if (ends.isPresent()) {
            String step = version.program().stepAt(live.position());
            note(
                    transition.at(),
                    new Effect.Exits(step, ends.get(), new TreeMap<>(Map.of("source", transition.segment()))));
            return Journey.exit(live, ends.get(), transition.at());
        }
        Optional<Walk> heard = journey.hear(version, live, transition, transition.at());
        heard.ifPresent(walk -> walk.effects().forEach(effect -> note(transition.at(), effect)));
        return heard.map(Walk::next).orElse(live);
    }

    private void note(Instant at, Effect effect) {
        Told told = Told.of(effect);
        lines.add(new Line(at, effect.step(), told.outcome(), told.reason(), effect.inputs(), effect));
        if (effect instanceof Effect.Send send) {
            sends = sends.with(send.request());
            record = record.afterSend(send.request());
        }
    }

    /** Who starts on entering a segment is in it by then. */
    private void follow(Trigger trigger) {
        if (trigger.kind() == Kind.ENTERED) {
            segments.add(trigger.source());
        } else if (trigger.kind() == Kind.EXITED) {
            segments.remove(trigger.source());
        }
    }

    private void follow(SegmentTransition transition) {
        follow(Trigger.of(transition));
    }

    private Knowledge knowledge(Instant now) {
        if (knowledge instanceof Knowledge.Customer known) {
            return known.asOf(now, segments);
        }
        return knowledge instanceof Knowledge.Stranger ? new Knowledge.Stranger(now) : knowledge;
    }

    /** A transition that did not happen. */
    public static SegmentTransition imagined(
            CustomerId customer,
            @Nullable String userId,
            Kind kind,
            String source,
            SegmentTransition.@Nullable Occurrence occurrence,
            Instant at) {
        return new SegmentTransition(
                "simulated " + kind + " " + source + " " + at,
                kind,
                customer,
                userId,
                source,
                1,
                at,
                at,
                SegmentTransition.Cause.EVENT,
                null,
                1,
                List.of(),
                occurrence);
    }
}
