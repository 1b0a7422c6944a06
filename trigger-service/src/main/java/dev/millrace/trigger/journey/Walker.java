package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.campaign.About;
import dev.millrace.trigger.campaign.Anniversary;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.policy.DueSend;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Ruling;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.policy.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a program: from where an enrolment stands, over everything that needs no time to pass, to a wait or the end.
 *
 * <p>{@code due} is when the instruction at hand fell due, and what waits count from. After a send that was made or held it is
 * the decision; after one that expired it stays, so that a journey that slept through an outage does not start over in the
 * middle. Without an answer the walk goes on over what needs none: a send that has expired, time that has passed, chance.
 */
final class Walker {

    /** How often it is looked whether there are codes again; who uploads some wakes those who wait. */
    private static final Duration EMPTY_POOL = Duration.ofMinutes(5);

    private final Journey.Terms terms;
    private final CampaignVersion version;
    private final Program program;
    private final Enrolment.Live live;
    private final Knowledge answer;
    private final Instant now;
    private final Rewards rewards;
    private final Gifts gifts;
    /** The answer with what is known here. */
    private Knowledge knowledge;

    private OnRecord record;
    private Sends sends;
    private final List<Effect> effects = new ArrayList<>();

    private boolean ready;
    private Reason lacking = Reason.NO_ANSWER;
    private Map<String, String> lackingInputs = Map.of();
    private int position;
    private Instant due;
    private int told;

    Walker(
            Journey.Terms terms,
            CampaignVersion version,
            Enrolment.Live live,
            Knowledge answer,
            OnRecord record,
            Sends sends,
            Rewards rewards,
            Instant now) {
        this.terms = terms;
        this.version = version;
        this.program = version.program();
        this.live = live;
        this.answer = answer;
        this.record = record;
        this.sends = sends;
        this.rewards = rewards;
        this.gifts = new Gifts(live.origin(), rewards, now);
        this.now = now;
        this.knowledge = settled();
        this.position = live.position();
        this.due = live.dueAt();
    }

    Walk walk() {
        Optional<Ruling> obstacle = terms.policy().obstacle(dueSend(null));
        if (obstacle.isPresent() && obstacle.get() instanceof Ruling.Moved moved) {
            CustomerId to = CustomerId.of(moved.to());
            effects.add(new Effect.Moves(program.stepAt(position), to, moved.inputs()));
            return new Walk(effects, live.movedTo(to, now));
        }
        if (obstacle.isPresent() && obstacle.get() instanceof Ruling.End end) {
            return exit(end.reason(), end.inputs());
        }
        if (obstacle.isPresent() && obstacle.get() instanceof Ruling.NotYet notYet) {
            lacking = notYet.reason();
            lackingInputs = notYet.inputs();
        } else {
            ready = true;
        }
        if (live.begun()) {
            if (due.isAfter(now)) {
                return new Walk(effects, live.wakingAt(due.plus(terms.askAgain().settle())));
            }
            Walk stuck = finishWait();
            if (stuck != null) {
                return stuck;
            }
        }
        Walk done = null;
        while (done == null) {
            done = step();
        }
        return done;
    }

    private Knowledge settled() {
        return program.conditions().settle(new Situation(live.origin(), sends, answer, now));
    }

    /** Leaves the wait whose time is over. */
    private @Nullable Walk finishWait() {
        Instruction at = program.at(position);
        if (at instanceof Instruction.OnDay onDay) {
            // the date or the zone may have changed since
            return ready ? onDay(onDay) : stopUntilAnswered(true);
        }
        if (!(at instanceof Instruction.Await await)) {
            position++;
            return null;
        }
        // the transition may not have been read here, but the answer knows of it
        if (!ready) {
            return stopUntilAnswered(true);
        }
        finish(await);
        return null;
    }

    /** The time is over: it came, if the answer says that it did. */
    private void finish(Instruction.Await await) {
        if (isAlready(await.awaited()) || await.question() != null && truth(await.question()) == Truth.YES) {
            came(await, "answer");
        } else {
            branch(await.step(), "else", inputs("timedOut", due.toString()));
            position = await.otherwise();
        }
    }

    /** Does one instruction; returns null to go on. */
    private @Nullable Walk step() {
        Instruction at = program.at(position);
        if (at instanceof Instruction.Jump jump) {
            position = jump.target();
            return null;
        }
        if (at instanceof Instruction.Split split) {
            int way = Chance.pick(split.weights(), live.origin().id(), split.step());
            branch(split.step(), Integer.toString(way + 1), Map.of());
            position = split.targets().get(way);
            return null;
        }
        if (at instanceof Instruction.Wait wait) {
            return wait(wait);
        }
        if (at instanceof Instruction.Send send) {
            return send(send.step(), send);
        }
        if (at instanceof Instruction.Resend resend) {
            return resend(resend);
        }
        if (at instanceof Instruction.End) {
            return new Walk(effects, new Enrolment.Completed(live.origin(), now));
        }
        return ready ? stepKnowing(at) : stopUntilAnswered(false);
    }

    private @Nullable Walk stepKnowing(Instruction at) {
        if (at instanceof Instruction.Admit admit) {
            Truth truth = truth(admit.question());
            if (truth != Truth.YES) {
                return exit(Reason.START_CONDITION, inputs(admit.question(), truth.text()));
            }
            position++;
        } else if (at instanceof Instruction.Branch branch) {
            Truth truth = truth(branch.question());
            branch(branch.step(), truth == Truth.YES ? "then" : "else", inputs("if", truth.text()));
            position = truth == Truth.YES ? position + 1 : branch.otherwise();
        } else if (at instanceof Instruction.OnDay onDay) {
            return onDay(onDay);
        } else if (at instanceof Instruction.Await await) {
            return await(await);
        } else if (at instanceof Instruction.Set set) {
            tell(set);
        } else if (live.origin().heldOut()) {
            position++;
        } else if (at instanceof Instruction.Coupon coupon) {
            return coupon(coupon);
        } else if (at instanceof Instruction.Points points) {
            points(points);
        } else if (at instanceof Instruction.Referral referral) {
            effects.add(gifts.referral(referral));
            position++;
        } else if (at instanceof Instruction.Call call) {
            effects.add(gifts.call(call, knowledge, due));
            position++;
        } else {
            throw new IllegalStateException("an instruction is one of those above");
        }
        return null;
    }

    /** A message that promises a code must not go without one: who can't get one waits, or leaves when it is too late. */
    private @Nullable Walk coupon(Instruction.Coupon at) {
        Optional<Effect> given = gifts.coupon(at);
        if (given.isPresent()) {
            effects.add(given.get());
            due = now;
            position++;
            return null;
        }
        Map<String, String> pool = inputs("pool", at.values().terms().pool());
        if (at.values().otherwise() != null) {
            branch(at.step(), "else", pool);
            position = at.otherwise();
            return null;
        }
        Instant until = SendPolicy.validUntil(version.campaign(), due);
        if (!now.isBefore(until)) {
            return exit(Reason.POOL_EMPTY, pool);
        }
        if (live.waitsFor() != Reason.POOL_EMPTY || position != live.position()) {
            effects.add(new Effect.Waits(at.step(), Reason.POOL_EMPTY, pool));
        }
        Instant again = now.plus(EMPTY_POOL);
        return new Walk(effects, at(false, due, again.isBefore(until) ? again : until, 1, Reason.POOL_EMPTY));
    }

    private void points(Instruction.Points at) {
        if (gifts.isNothing(at)) {
            position++;
            return;
        }
        Optional<Effect> given = gifts.points(at);
        if (given.isEmpty() && at.values().otherwise() != null) {
            branch(at.step(), "else", Map.of());
            position = at.otherwise();
            return;
        }
        effects.add(given.orElseGet(() -> new Effect.Held(at.step(), Reason.NOT_ENOUGH_POINTS, Map.of())));
        position++;
    }

    private void tell(Instruction.Set set) {
        if (!live.origin().heldOut()) {
            List<ShopEvent> events = Drafts.events(live.origin(), set.values(), now.plusMillis(told));
            told += events.size();
            for (ShopEvent event : events) {
                effects.add(new Effect.Tell(set.step(), event, inputs("event", event.id())));
            }
        }
        position++;
    }

    private @Nullable Walk wait(Instruction.Wait wait) {
        if (wait.pause() instanceof Pause.Until until && until.zone() == null && !ready) {
            return stopUntilAnswered(false);
        }
        Instant end = wait.pause().endAfter(due, terms.policy().zone(knowledge, record));
        due = end;
        // what comes after it is decided on an answer that has passed it
        if (end.isAfter(now) || ready && end.isAfter(asOf())) {
            return standUntil(end);
        }
        position++;
        return null;
    }

    private @Nullable Walk await(Instruction.Await await) {
        Instant heard = live.heard().get(await.awaited().key());
        Instant end = due.plus(await.atMost());
        if (isAlready(await.awaited())) {
            came(await, "answer");
            return null;
        }
        if (heard != null && !heard.isBefore(due) && heard.isBefore(end)) {
            came(await, "heard");
            return null;
        }
        due = end;
        if (end.isAfter(now) || end.isAfter(asOf())) {
            return standUntil(end);
        }
        finish(await);
        return null;
    }

    private void came(Instruction.Await await, String how) {
        branch(await.step(), "then", inputs("came", how));
        position++;
    }

    /** Looks at the date as it is now: of somebody who corrects it meanwhile, another day counts. */
    private @Nullable Walk onDay(Instruction.OnDay onDay) {
        Optional<Instant> time = day(onDay.anniversary());
        if (time.isEmpty()) {
            return exit(Reason.START_CONDITION, inputs("date", "not at this time"));
        }
        due = time.get();
        if (due.isAfter(now) || due.isAfter(asOf())) {
            return standUntil(due);
        }
        position++;
        return null;
    }

    private Optional<Instant> day(Anniversary anniversary) {
        if (!(knowledge instanceof Knowledge.Customer known)) {
            return Optional.empty();
        }
        return anniversary.next(
                anniversary.said(known.traits()),
                terms.policy().zone(knowledge, record),
                live.origin().trigger().at(),
                version.campaign().start().within());
    }

    private @Nullable Walk resend(Instruction.Resend resend) {
        Optional<Sends.Sent> first = sends.of(resend.first().step());
        if (first.isPresent() && first.get().tracksOpens() && first.get().answeredAt() == null) {
            return send(resend.step(), resend.first());
        }
        Reason reason = first.isEmpty()
                ? Reason.NOT_SENT_BEFORE
                : first.get().tracksOpens() ? Reason.OPENED : Reason.OPENS_NOT_SEEN;
        effects.add(new Effect.Held(resend.step(), reason, inputs("due", due.toString())));
        position++;
        return null;
    }

    /** @param step that of the send itself, or another one that sends it again */
    private @Nullable Walk send(String step, Instruction.Send send) {
        boolean isFirst = step.equals(send.step());
        int onward = isFirst ? send.unsent() : position + 1;
        Ruling ruling = terms.policy().rule(dueSend(gone(send)));
        if (ruling instanceof Ruling.Expired expired) {
            effects.add(new Effect.Expired(step, live.waitsFor(), expired.inputs()));
            position = onward;
            return null;
        }
        if (ruling instanceof Ruling.NotYet notYet) {
            lacking = notYet.reason();
            lackingInputs = notYet.inputs();
            return stopUntilAnswered(false);
        }
        if (ruling instanceof Ruling.Defer defer && !live.origin().heldOut()) {
            return defer(step, defer);
        }
        if (live.origin().heldOut() && !(ruling instanceof Ruling.End) && !(ruling instanceof Ruling.Moved)) {
            effects.add(new Effect.Held(step, Reason.HOLD_OUT, ruling.inputs()));
            position = onward;
        } else if (ruling instanceof Ruling.Permit permit) {
            request(step, send, permit);
            // whether it is opened will be seen only if it is tracked
            position = terms.tracksOpens(permit) ? position + 1 : onward;
        } else if (ruling instanceof Ruling.Hold hold) {
            effects.add(new Effect.Held(step, hold.reason(), hold.inputs()));
            position = onward;
        } else if (ruling instanceof Ruling.End end) {
            return exit(end.reason(), end.inputs());
        } else {
            throw new IllegalStateException("whoever was merged does not come as far as this");
        }
        due = now;
        return null;
    }

    private void request(String step, Instruction.Send send, Ruling.Permit permit) {
        boolean tracksOpens = terms.tracksOpens(permit);
        MessageRequested request =
                MessageDraft.request(version.campaign(), live, step, send, permit, rewards, due, now, tracksOpens);
        effects.add(new Effect.Send(request, permit));
        if (step.equals(send.step()) && send.resend() != null && !tracksOpens) {
            effects.add(new Effect.Held(
                    program.stepAt(position + 1), Reason.OPENS_NOT_SEEN, inputs("message", request.id())));
        }
        record = record.afterSend(request);
        sends = sends.with(request);
        knowledge = settled();
    }

    /** Stays at the send, which is decided anew, as a whole. Asked once at least, so that it does not count as lateness. */
    private Walk defer(String step, Ruling.Defer defer) {
        boolean same = position == live.position() && live.waitsFor() == defer.reason();
        if (!same) {
            effects.add(new Effect.Deferred(step, defer.reason(), defer.inputs()));
        }
        return new Walk(effects, at(false, due, defer.until(), Math.max(live.asked(), 1), defer.reason()));
    }

    private @Nullable String gone(Instruction.Send send) {
        About about = version.campaign().about(send.message());
        return knowledge instanceof Knowledge.Customer known
                        && Subject.isGone(about, known, send.message().products())
                ? about.word()
                : null;
    }

    /** @param gone what the message is about, if nothing of it is left */
    private DueSend dueSend(@Nullable String gone) {
        return new DueSend(
                version.campaign(),
                live.origin().priority(),
                live.origin().customer().value(),
                live.origin().id(),
                due,
                knowledge,
                gone,
                record,
                now);
    }

    private Walk standUntil(Instant end) {
        Instant wake = end.plus(terms.askAgain().settle());
        return new Walk(effects, at(true, end, wake.isBefore(now) ? now : wake, 0, null));
    }

    /** Asks again after a pause; how often it was asked in vain begins anew when the walk has got further. */
    private Walk stopUntilAnswered(boolean begun) {
        boolean same = position == live.position() && due.equals(live.dueAt());
        int asked = same ? live.asked() : 0;
        if (terms.isNoteworthy(lacking, asked, same ? live.waitsFor() : null)) {
            effects.add(new Effect.Waits(program.stepAt(position), lacking, lackingInputs));
        }
        Instant again = now.plus(terms.askAgain().pauseAfter(asked));
        return new Walk(effects, at(begun, due, again, asked + 1, lacking));
    }

    private Enrolment.Live at(boolean begun, Instant dueAt, Instant wakeAt, int asked, @Nullable Reason waitsFor) {
        return new Enrolment.Live(live.origin(), position, begun, dueAt, wakeAt, asked, waitsFor, live.heard());
    }

    private Walk exit(Reason reason, Map<String, String> inputs) {
        effects.add(new Effect.Exits(program.stepAt(position), reason, inputs));
        return new Walk(effects, new Enrolment.Exited(live.origin(), now, reason));
    }

    private void branch(String step, String way, Map<String, String> inputs) {
        effects.add(new Effect.Branched(step, way, inputs));
    }

    private Truth truth(String question) {
        return knowledge instanceof Knowledge.Customer known
                ? known.expressions().getOrDefault(question, Truth.UNKNOWN)
                : Truth.UNKNOWN;
    }

    private boolean isAlready(Awaited awaited) {
        if (!(knowledge instanceof Knowledge.Customer known)) {
            return false;
        }
        if (awaited instanceof Awaited.Entered entered) {
            return known.segments().contains(entered.segment());
        }
        return awaited instanceof Awaited.Exited exited && !known.segments().contains(exited.segment());
    }

    private Instant asOf() {
        if (knowledge instanceof Knowledge.Customer known) {
            return known.asOf();
        }
        return knowledge instanceof Knowledge.Stranger stranger ? stranger.asOf() : now;
    }

    private static Map<String, String> inputs(String name, String value) {
        return new TreeMap<>(Map.of(name, value));
    }
}
