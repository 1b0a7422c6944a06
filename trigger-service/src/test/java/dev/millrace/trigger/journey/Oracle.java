package dev.millrace.trigger.journey;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.campaign.Anniversary;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.campaign.Step;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a campaign as people read it: down the tree, with a clock that it moves on itself. Knows nothing of programs,
 * positions and rows.
 */
final class Oracle {

    /** Where a way ends early. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Campaign campaign;
    private final World world;
    private final AskAgain askAgain;
    private final ZoneId zone;
    private final Enrolment.Origin origin;
    private final String enrolment;
    private final boolean heldOut;
    private final Rewards rewards;
    private final List<String> log = new ArrayList<>();

    private Instant now = World.T0;
    /** When what is at hand fell due. */
    private Instant due = World.T0;
    /** Whether somebody answers now. */
    private boolean ready;
    /** When what was sent, by the step. */
    private final Map<String, Instant> sent = new LinkedHashMap<>();

    Oracle(
            Campaign campaign,
            World world,
            AskAgain askAgain,
            ZoneId fallback,
            Enrolment.Origin origin,
            Rewards rewards) {
        this.campaign = campaign;
        this.world = world;
        this.askAgain = askAgain;
        this.zone = List.of("", "nowhere").contains(world.timezone()) ? fallback : ZoneId.of(world.timezone());
        this.origin = origin;
        this.enrolment = origin.id();
        this.heldOut = origin.heldOut();
        this.rewards = rewards;
    }

    List<String> run() {
        try {
            List<Step> steps = campaign.steps();
            boolean onDate = campaign.start().on() instanceof Beginning.OnDate;
            boolean beginsAtOnce = !onDate
                    && campaign.start().onlyIf() == null
                    && steps.get(0) instanceof Step.Wait wait
                    && wait.pause() instanceof Pause.For;
            if (!beginsAtOnce) {
                look(World.T0);
            }
            if (campaign.start().on() instanceof Beginning.OnDate begins) {
                awaitDay(begins.anniversary());
            }
            if (campaign.start().onlyIf() != null) {
                need();
                if (truth(campaign.start().onlyIf()) != Truth.YES) {
                    end(Reason.START_CONDITION);
                }
            }
            go(steps);
            log("completed");
        } catch (Ended e) {
            // the log says why
        }
        return log;
    }

    private void go(List<Step> steps) {
        steps.forEach(this::go);
    }

    private void go(Step step) {
        if (step instanceof Step.Send send) {
            send(send);
        } else if (step instanceof Step.Wait wait) {
            if (wait.pause() instanceof Pause.Until until && until.zone() == null) {
                need();
            }
            due = wait.pause().endAfter(due, zone);
            if (due.isAfter(now)) {
                leap(due.plus(askAgain.settle()));
            }
        } else if (step instanceof Step.WaitFor waitFor) {
            boolean came = came(waitFor);
            log(step.name() + (came ? " then" : " else"));
            if (justCame) {
                justCame = false;
                look(now);
            }
            go(came ? waitFor.then() : waitFor.otherwise());
        } else if (step instanceof Step.If condition) {
            need();
            boolean holds = truth(condition.expression()) == Truth.YES;
            log(step.name() + (holds ? " then" : " else"));
            go(holds ? condition.then() : condition.otherwise());
        } else if (step instanceof Step.Split split) {
            List<Integer> weights = split.ways().stream().map(Step.Way::weight).toList();
            int way = Chance.pick(weights, enrolment, split.name());
            log(step.name() + " " + (way + 1));
            go(split.ways().get(way).steps());
        } else if (step instanceof Step.Coupon coupon) {
            coupon(coupon);
        } else if (step instanceof Step.Points points) {
            points(points);
        } else if (step instanceof Step.Referral referral) {
            need();
            if (!heldOut) {
                log(referral.name() + " gives referral");
            }
        } else if (step instanceof Step.Set set) {
            need();
            int said = (set.tag() == null ? 0 : 1)
                    + (set.untag() == null ? 0 : 1)
                    + (set.traits().isEmpty() ? 0 : 1);
            for (int i = 0; i < said && !heldOut; i++) {
                log(step.name() + " tells");
            }
        } else {
            need();
            if (!heldOut) {
                log(step.name() + " calls");
            }
        }
    }

    private void coupon(Step.Coupon step) {
        for (int asked = 0; true; asked = 1) {
            need(asked);
            if (heldOut) {
                return;
            }
            if (rewards.issue(origin, step.name(), step.terms(), now).isPresent()) {
                log(step.name() + " gives coupon");
                due = now;
                return;
            }
            if (step.otherwise() != null) {
                log(step.name() + " else");
                go(step.otherwise());
                return;
            }
            Instant until = due.plus(campaign.validFor());
            if (!now.isBefore(until)) {
                end(Reason.POOL_EMPTY);
            }
            Instant again = now.plus(Duration.ofMinutes(5));
            leap(again.isBefore(until) ? again : until);
        }
    }

    private void points(Step.Points step) {
        need();
        if (heldOut || step.amount() instanceof Step.Amount.EarnForEach) {
            return; // nobody has ordered anything in this world
        }
        long amount = step.amount() instanceof Step.Amount.Earn earn
                ? earn.points()
                : -((Step.Amount.Spend) step.amount()).points();
        if (rewards.points(origin, step.name(), amount, now).isPresent()) {
            log(step.name() + " gives points");
        } else if (step.otherwise() != null) {
            log(step.name() + " else");
            go(step.otherwise());
        } else {
            log(step.name() + " held " + Reason.NOT_ENOUGH_POINTS.text());
        }
    }

    /** Day after day until it is the one; whoever corrects the date waits for another. */
    private void awaitDay(Anniversary anniversary) {
        while (true) {
            need();
            Instant time = null;
            for (int i = -9; i <= 9; i++) {
                LocalDate day = LocalDate.ofInstant(World.T0, zone).plusDays(i);
                Instant at = day.plusDays(anniversary.offset())
                        .atTime(anniversary.at())
                        .atZone(zone)
                        .toInstant();
                boolean inTime = !at.isBefore(World.T0.minus(campaign.start().within()))
                        && !at.isAfter(World.T0.plus(Duration.ofDays(5 + Math.max(0, anniversary.offset()))));
                if (inTime && MonthDay.from(day).equals(MonthDay.from(world.birthdayAt(now)))) {
                    time = at;
                }
            }
            if (time == null) {
                end(Reason.START_CONDITION);
                return;
            }
            due = time;
            if (!due.isAfter(now)) {
                return;
            }
            leap(due.plus(askAgain.settle()));
        }
    }

    private void send(Step.Send send) {
        Step.Resend again = send.resend();
        if (!attempt(send.name(), send) || again == null) {
            return;
        }
        Instant first = sent.get(send.name());
        String step = send.name() + ".resend";
        if (!world.tracksOpens()) {
            log(step + " held " + Reason.OPENS_NOT_SEEN.text());
            return;
        }
        due = due.plus(again.after());
        leap(due.plus(askAgain.settle()));
        attempt(step, send, first);
    }

    private boolean attempt(String step, Step.Send send) {
        return attempt(step, send, null);
    }

    /** @param first when it was sent before; null if it was not */
    private boolean attempt(String step, Step.Send send, @Nullable Instant first) {
        for (int asked = 0; true; asked++) {
            if (first != null && world.opened(send.name(), first, now).isPresent()) {
                log(step + " held " + Reason.OPENED.text());
                return false;
            }
            if (!now.isBefore(due.plus(campaign.validFor()))) {
                log(step + " expired");
                return false;
            }
            if (ready) {
                break;
            }
            leap(now.plus(askAgain.pauseAfter(asked)));
        }
        exitIfSo();
        boolean sends = false;
        if (heldOut) {
            log(step + " held " + Reason.HOLD_OUT.text());
        } else if (campaign.onlyIf() != null && truth(campaign.onlyIf()) != Truth.YES) {
            log(step + " held " + Reason.ONLY_IF.text());
        } else if (world.consentAt(now) == null) {
            log(step + " held " + Reason.NO_CONSENT.text());
        } else {
            List<Integer> weights =
                    send.variants().stream().map(Step.Variant::weight).toList();
            int variant = weights.size() == 1 ? 0 : Chance.pick(weights, enrolment, send.name());
            log(step + " sends " + send.variants().get(variant).template() + " until " + due.plus(campaign.validFor())
                    + " with " + rewards.fields(origin.customer()));
            sent.put(step, now);
            sends = true;
        }
        due = now;
        return sends;
    }

    /** Of the few forms that occur, word by word. */
    private Truth truth(String expression) {
        Matcher form =
                Pattern.compile("(\\w+\\.\\d) and enrolment\\.sent >= (\\d)").matcher(expression);
        if (form.matches()) {
            boolean enough = sent.size() >= Integer.parseInt(form.group(2));
            return enough ? world.truth(form.group(1), now) : Truth.NO;
        }
        form = Pattern.compile("enrolment\\.unanswered >= (\\d)(?: or (\\w+\\.\\d))?")
                .matcher(expression);
        if (form.matches()) {
            boolean enough = unanswered() >= Integer.parseInt(form.group(1));
            return enough ? Truth.YES : form.group(2) == null ? Truth.NO : world.truth(form.group(2), now);
        }
        form = Pattern.compile("not \\(age\\(enrolment\\.started\\) > (\\d)d and (\\w+\\.\\d)\\)")
                .matcher(expression);
        if (form.matches()) {
            boolean old = Duration.between(World.T0, now).compareTo(Duration.ofDays(Long.parseLong(form.group(1)))) > 0;
            Truth asked = old ? world.truth(form.group(2), now) : Truth.NO;
            return asked == Truth.UNKNOWN ? asked : asked == Truth.YES ? Truth.NO : Truth.YES;
        }
        form = Pattern.compile("age\\(trigger\\.at\\) < (\\d)d").matcher(expression);
        if (form.matches()) {
            boolean young =
                    Duration.between(World.T0, now).compareTo(Duration.ofDays(Long.parseLong(form.group(1)))) < 0;
            return young ? Truth.YES : Truth.NO;
        }
        return world.truth(expression, now);
    }

    private long unanswered() {
        if (!world.tracksOpens()) {
            return 0;
        }
        List<Instant> signs = new ArrayList<>(world.visitsUntil(now));
        sent.forEach((step, at) -> world.opened(step, at, now).ifPresent(signs::add));
        return sent.values().stream()
                .filter(at -> signs.stream().allMatch(sign -> sign.isBefore(at)))
                .count();
    }

    private void exitIfSo() {
        String expression = campaign.exitOn().expression();
        if (expression != null && truth(expression) == Truth.YES) {
            end(Reason.EXIT_EXPRESSION);
        }
    }

    private boolean justCame;

    private boolean came(Step.WaitFor step) {
        need();
        Awaited awaited = step.awaited();
        Instant begin = due;
        Instant end = begin.plus(step.atMost());
        if (isAlready(awaited)) {
            return true;
        }
        Optional<SegmentTransition> last = world.transitions().stream()
                .skip(1)
                .filter(awaited::is)
                .filter(one -> !world.readAt(one).isAfter(now))
                .max(Comparator.comparing(SegmentTransition::at));
        if (last.isPresent()
                && !last.get().at().isBefore(begin)
                && last.get().at().isBefore(end)) {
            return true;
        }
        due = end;
        if (!end.isAfter(now)) {
            return answered(step);
        }
        Instant planned = end.plus(askAgain.settle());
        for (int asked = 0; true; asked++) {
            Optional<SegmentTransition> next = nextRead(
                    planned,
                    one -> awaited.is(one) && isBetween(one, begin, end)
                            || isListenedFor(one) && !world.readAt(one).isBefore(end));
            Instant to = next.map(world::readAt).orElse(planned);
            leave(to);
            if (next.isPresent() && awaited.is(next.get()) && isBetween(next.get(), begin, end)) {
                now = to;
                due = next.get().at();
                justCame = true;
                return true;
            }
            look(to);
            if (ready) {
                return answered(step);
            }
            planned = now.plus(askAgain.pauseAfter(asked));
        }
    }

    private static boolean isBetween(SegmentTransition transition, Instant begin, Instant end) {
        return !transition.at().isBefore(begin) && transition.at().isBefore(end);
    }

    /** The first that is read between now and then. */
    private Optional<SegmentTransition> nextRead(Instant before, Predicate<SegmentTransition> which) {
        return world.transitions().stream()
                .skip(1)
                .filter(one ->
                        world.readAt(one).isAfter(now) && world.readAt(one).isBefore(before))
                .filter(which)
                .findFirst();
    }

    private boolean answered(Step.WaitFor step) {
        return isAlready(step.awaited())
                || step.awaited() instanceof Awaited.Occurred
                        && world.happenedWithin(step.awaited(), step.atMost(), now);
    }

    private boolean isAlready(Awaited awaited) {
        if (awaited instanceof Awaited.Entered entered) {
            return world.segmentsAt(now).contains(entered.segment());
        }
        return awaited instanceof Awaited.Exited exited
                && !world.segmentsAt(now).contains(exited.segment());
    }

    /** Until somebody answers. */
    private void need() {
        need(0);
    }

    /** @param before how often it was asked in vain before */
    private void need(int before) {
        for (int asked = before; !ready; asked++) {
            leap(now.plus(askAgain.pauseAfter(asked)));
        }
    }

    /** To the instant, or to something that is listened for and comes when the step at hand is due already. */
    private void leap(Instant planned) {
        Instant to = nextRead(
                        planned, one -> isListenedFor(one) && !world.readAt(one).isBefore(due))
                .map(world::readAt)
                .orElse(planned);
        leave(to);
        look(to);
    }

    private boolean isListenedFor(SegmentTransition transition) {
        return listened(campaign.steps()).stream().anyMatch(awaited -> awaited.is(transition));
    }

    private static List<Awaited> listened(List<Step> steps) {
        List<Awaited> found = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.WaitFor waitFor) {
                found.add(waitFor.awaited());
                found.addAll(listened(waitFor.then()));
                found.addAll(listened(waitFor.otherwise()));
            } else if (step instanceof Step.If condition) {
                found.addAll(listened(condition.then()));
                found.addAll(listened(condition.otherwise()));
            } else if (step instanceof Step.Coupon coupon && coupon.otherwise() != null) {
                found.addAll(listened(coupon.otherwise()));
            } else if (step instanceof Step.Points points && points.otherwise() != null) {
                found.addAll(listened(points.otherwise()));
            } else if (step instanceof Step.Split split) {
                split.ways().forEach(way -> found.addAll(listened(way.steps())));
            }
        }
        return found;
    }

    /** Somebody who leaves on the way to the instant does not get there. */
    private void leave(Instant until) {
        for (SegmentTransition transition : world.transitions()) {
            if (world.readAt(transition).isAfter(now)
                    && !world.readAt(transition).isAfter(until)) {
                for (Awaited awaited : campaign.exitOn().on()) {
                    if (awaited.is(transition)) {
                        now = world.readAt(transition);
                        end(awaited instanceof Awaited.Exited ? Reason.LEFT_SEGMENT : Reason.EXIT_EVENT);
                    }
                }
            }
        }
    }

    private void look(Instant at) {
        now = at;
        ready = !world.silentAt(at);
        if (ready) {
            String stays = campaign.staysIn();
            if (stays != null && !world.segmentsAt(now).contains(stays)) {
                end(Reason.LEFT_SEGMENT);
            }
            exitIfSo();
        }
    }

    private void end(Reason reason) {
        log("exits " + reason.text());
        throw new Ended();
    }

    private void log(String what) {
        log.add(Duration.between(World.T0, now) + " " + what);
    }
}
