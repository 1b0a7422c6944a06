package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerMerge;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.customer.Refold;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer while one record of the log is dealt with: what is known so far, and the transitions so far. */
final class Judgement {

    private final CustomerId id;
    private final Customer before;
    private final RuleHistory history;
    private final LogPosition position;
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private Generation generation;
    private CustomerState state;
    private Watch watch;
    private long sequence;

    Judgement(CustomerId id, Customer customer, RuleHistory history, LogPosition position) {
        this.id = id;
        this.before = customer;
        this.history = history;
        this.position = position;
        this.generation = history.current();
        this.state = customer.state();
        this.watch = customer.watch().judgedBy(history.judgedBy(id, customer.watch()));
        this.sequence = watch.sequence();
    }

    Watch watch() {
        return watch;
    }

    /** Somebody nobody knew is not judged as at an instant long past, whatever the clock of their device says. */
    void startNotBefore(Instant instant) {
        watch = watch.startingAt(instant);
    }

    /** What only rules that are gone had kept goes with the first change that is written. */
    Change change() {
        boolean keepsAsBefore = before.watch().generation() == generation.number();
        CustomerState kept =
                keepsAsBefore ? state : state.keptBy(generation.rules().plan());
        return new Change(before.with(kept, watch.judgedBy(generation.number())), transitions);
    }

    /** What of it must be written: not that somebody was judged, and stays where they were. */
    Effect effect() {
        if (!transitions.isEmpty() || state != before.state()) {
            return new Effect.Moved(change());
        }
        boolean isSooner = watch.due().isBefore(before.watch().armed());
        return isSooner ? new Effect.Sooner(watch.due()) : new Effect.None();
    }

    /**
     * Brings the customer through all changes of the rules since the last evaluation, as if it had been moved on at each: what
     * fell due before a change is decided by the rules of before.
     *
     * @param atMost the instant of what comes next
     */
    void moveOn(Instant atMost) {
        for (Generation next : history.after(watch.generation())) {
            if (watch.importPending()) {
                keepFor(next);
                continue;
            }
            Instant instant = next.since().isBefore(atMost) ? next.since() : atMost;
            long judgedBy = watch.generation();
            generation = history.at(judgedBy);
            long knownBy = Math.min(judgedBy, generation.number());
            decideDueBefore(instant.plusMillis(1));
            keepFor(next);
            Instant at = watch.notBefore(instant, state);
            judge(generation.changedAfter(knownBy), watch.nextChange(), at, generation.cause(), null);
            leave(generation.goneAfter(knownBy), at);
        }
        generation = history.current();
    }

    /** What is kept for the rules of a generation and was not before starts from the customer's remembered past. */
    private void keepFor(Generation next) {
        Generation known = history.at(watch.generation());
        AccumulatorPlan fresh = next.freshAfter(known);
        if (!fresh.isEmpty() && Refold.concerns(state, fresh)) {
            Timeline past = history.past(id, before, next);
            boolean isPassedOver =
                    watch.generation() > known.number(); // and what it had kept is not to be counted anew
            state = isPassedOver ? Refold.completed(state, fresh, past) : Refold.seeded(state, fresh, past);
        }
        generation = next;
        watch = watch.judgedBy(next.number());
    }

    /** Folds history, to be judged when no more has come for a while. */
    void foldImport(CustomerEvent event, Instant at, Instant settled) {
        watch = watch.importSettlesAt(settled).changed();
        moveOn(at);
        state = event.foldInto(
                state, at, generation.rules().plan(), generation.facts().rates());
    }

    /** Folds an event and judges the rules that read what it changed; a timer that is due at that very instant, all. */
    void fold(CustomerEvent event, Instant at, Cause cause) {
        CustomerState unfolded = state;
        RuleSet rules = generation.rules();
        state = event.foldInto(state, at, rules.plan(), generation.facts().rates());
        boolean isNew = watch.version() == 0;
        watch = watch.changed();
        tellOccurrences(event, at, cause);
        Instant instant = watch.notBefore(at, state);
        boolean knowsRules = !isNew && watch.nextChange().isAfter(instant);
        int[] places = knowsRules ? rules.touched(unfolded, state, event.name()) : rules.all();
        Instant next = knowsRules ? watch.nextChange() : Verdict.NEVER;
        judge(places, next, instant, cause, event.id());
    }

    /** Takes over what is known of another customer, to be judged next. */
    void absorb(CustomerState moved, Timeline past) {
        AccumulatorPlan plan = generation.rules().plan();
        state = CustomerMerge.merge(state, Refold.completed(moved, plan, past), plan);
        if (id.kind() == CustomerId.Kind.USER) {
            state = state.withUserId(id.name());
        }
        watch = watch.changed();
    }

    /** Leaves every segment, whatever the rules say. */
    void leaveAll(Instant at, Cause cause) {
        Instant instant = watch.notBefore(at, state);
        watch.memberships()
                .forEach(
                        (segment, left) -> tell(Kind.EXITED, segment, left.version(), instant, cause, null, List.of()));
        watch = watch.holding(NameMap.empty(), sequence);
    }

    private void tellOccurrences(CustomerEvent event, Instant at, Cause cause) {
        if (!history.watches().isWaitedFor(event.name())) {
            return;
        }
        EventFacts facts = event.facts(generation.facts().rates());
        for (EventWatches.Hit hit : history.watches().hits(facts)) {
            sequence++;
            String transition = TransitionId.of(id, hit.watch(), 1, Kind.OCCURRED, at, position);
            transitions.add(new SegmentTransition(
                    transition,
                    Kind.OCCURRED,
                    id,
                    state.userId(),
                    hit.watch(),
                    1,
                    at,
                    position.time(),
                    cause,
                    event.id(),
                    sequence,
                    List.of(),
                    hit.occurrence()));
        }
    }

    void decideDueBefore(Instant end) {
        while (watch.due().isBefore(end)) {
            if (watch.importPending()) {
                evaluate(watch.due(), Cause.IMPORT);
            } else {
                judge(
                        generation.rules().onTime(),
                        Verdict.NEVER,
                        watch.notBefore(watch.due(), state),
                        Cause.TIME,
                        null);
            }
        }
    }

    /** Judges all rules as at an instant, or as at the last evaluation if that was later. */
    void evaluate(Instant at, Cause cause) {
        Instant instant = watch.notBefore(at, state);
        judge(generation.rules().all(), Verdict.NEVER, instant, cause, null);
        leave(
                watch.memberships().keySet().stream()
                        .filter(segment -> generation.rules().rule(segment).isEmpty())
                        .toList(),
                instant);
    }

    /**
     * @param places of the rules to judge
     * @param next when the other rules may change their minds
     */
    private void judge(int[] places, Instant next, Instant instant, Cause cause, @Nullable String causeEvent) {
        RuleSet rules = generation.rules();
        RuleSet.Questions questions = rules.ask(state, generation.facts(), instant, next);
        NameMap<Membership> memberships = watch.memberships();
        for (int place : places) {
            boolean holds = questions.holds(place);
            Rule rule = rules.rules().get(place);
            Membership held = memberships.get(rule.segment());
            if (holds == (held != null)) {
                continue;
            }
            memberships = holds
                    ? memberships.with(rule.segment(), new Membership(rule.version(), instant))
                    : memberships.without(rule.segment());
            Kind kind = holds ? Kind.ENTERED : Kind.EXITED;
            tell(kind, rule.segment(), rule.version(), instant, cause, causeEvent, because(place, instant));
        }
        watch = watch.judged(memberships, instant, questions.nextChange(), sequence, generation.number());
    }

    private void leave(List<String> gone, Instant instant) {
        NameMap<Membership> memberships = watch.memberships();
        for (String segment : gone) {
            Membership left = memberships.get(segment);
            if (left != null) {
                memberships = memberships.without(segment);
                tell(Kind.EXITED, segment, left.version(), instant, Cause.DEFINITION, null, List.of());
            }
        }
        watch = watch.holding(memberships, sequence);
    }

    private List<Because> because(int place, Instant instant) {
        return generation.rules().because(place, state, generation.facts(), instant);
    }

    private void tell(
            Kind kind,
            String segment,
            int version,
            Instant at,
            Cause cause,
            @Nullable String causeEvent,
            List<Because> because) {
        sequence++;
        LogPosition from = cause == generation.cause() ? position.ofGeneration(generation.number()) : position;
        transitions.add(new SegmentTransition(
                TransitionId.of(id, segment, version, kind, at, from),
                kind,
                id,
                state.userId(),
                segment,
                version,
                at,
                position.time(),
                cause,
                causeEvent,
                sequence,
                because));
    }
}
