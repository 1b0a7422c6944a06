package dev.millrace.segment.membership;

import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The rules in force, and what they may ask of the shop, from one change of what a rule means to the next. Each partition counts
 * its own.
 */
public final class Generation {

    /** Before the first rule. */
    public static final Generation NONE = inForce(0, Instant.EPOCH, RuleSet.EMPTY, ShopFacts.UNKNOWN);

    private static final int MAX_KNOWN = 100;

    private final long number;
    private final Instant since;
    private final Cause cause;
    private final RuleSet rules;
    private final ShopFacts facts;
    private final Map<String, Long> meanings;
    private final Map<String, Long> changedAt;
    private final AccumulatorPlan fresh;
    private final int[] changed;
    /** By the generation after which something changed: asked for each customer, and there are few of them. */
    private final Map<Long, int[]> onTimeChangedAfter = new ConcurrentHashMap<>();

    /**
     * @param changedAt segment to the generation that gave its rule the meaning it has, or took the rule away
     */
    private Generation(
            long number,
            Instant since,
            Cause cause,
            RuleSet rules,
            ShopFacts facts,
            Map<String, Long> meanings,
            Map<String, Long> changedAt,
            AccumulatorPlan fresh) {
        this.number = number;
        this.since = since;
        this.cause = cause;
        this.rules = rules;
        this.facts = facts;
        this.meanings = meanings;
        this.changedAt = changedAt;
        this.fresh = fresh;
        this.changed = changedAfter(number - 1, rules.all());
    }

    /** With nothing known of what was in force before. */
    public static Generation inForce(long number, Instant since, RuleSet rules, ShopFacts facts) {
        Map<String, Long> meanings = rules.meanings(facts);
        Map<String, Long> changedAt = new HashMap<>();
        meanings.keySet().forEach(segment -> changedAt.put(segment, number));
        return new Generation(
                number, since, Cause.DEFINITION, rules, facts, meanings, changedAt, AccumulatorPlan.EMPTY);
    }

    /**
     * What a change of the rules or of the facts makes of this generation: the same one, under definitions of other names or
     * versions, where every rule still means the same, for then nobody has to be judged anew; else the next one.
     */
    public Generation changed(Instant at, Cause changedBy, RuleSet next, ShopFacts nextFacts) {
        Map<String, Long> after = next.meanings(nextFacts);
        return after.equals(meanings) ? relabelled(next, nextFacts) : then(at, changedBy, next, nextFacts, after);
    }

    /** The same under definitions of other names or versions. */
    public Generation relabelled(RuleSet others, ShopFacts otherFacts) {
        return new Generation(number, since, cause, others, otherFacts, meanings, changedAt, fresh);
    }

    /** What comes after this one. */
    public Generation then(Instant at, Cause changedBy, RuleSet next, ShopFacts nextFacts) {
        return then(at, changedBy, next, nextFacts, next.meanings(nextFacts));
    }

    private Generation then(Instant at, Cause changedBy, RuleSet next, ShopFacts nextFacts, Map<String, Long> after) {
        Map<String, Long> changes = new HashMap<>(changedAt);
        Set<String> either = new HashSet<>(meanings.keySet());
        either.addAll(after.keySet());
        either.removeIf(segment -> Objects.equals(meanings.get(segment), after.get(segment)));
        either.forEach(segment -> changes.put(segment, number + 1));
        AccumulatorPlan more = next.plan().beyond(rules.plan());
        return new Generation(number + 1, at, changedBy, next, nextFacts, after, changes, more);
    }

    public long number() {
        return number;
    }

    /** Log time of the change. */
    public Instant since() {
        return since;
    }

    /** Of transitions that the change brings about. */
    public Cause cause() {
        return cause;
    }

    public RuleSet rules() {
        return rules;
    }

    public ShopFacts facts() {
        return facts;
    }

    /** What is kept for these rules and was not for those of an earlier generation, mostly the one before. */
    AccumulatorPlan freshAfter(Generation earlier) {
        return earlier.number >= number - 1 ? fresh : rules.plan().beyond(earlier.rules.plan());
    }

    /** The segments whose rules ask for what was not kept before. */
    public List<String> seeded() {
        return rules.rules().stream()
                .map(Rule::segment)
                .filter(segment -> rules.asksFor(segment, fresh))
                .toList();
    }

    /** The generation that gave a segment's rule its meaning, or took it away; 0 if it never had one. */
    public long changedAt(String segment) {
        return changedAt.getOrDefault(segment, 0L);
    }

    /** Places of the rules that have changed for somebody who was judged by an earlier generation; not to be changed. */
    int[] changedAfter(long judgedBy) {
        return judgedBy == number - 1 ? changed : changedAfter(judgedBy, rules.all());
    }

    /** Of those, the ones that time alone may change. */
    int[] onTimeChangedAfter(long judgedBy) {
        int[] known = onTimeChangedAfter.get(judgedBy);
        if (known == null) {
            known = changedAfter(judgedBy, rules.onTime());
            if (onTimeChangedAfter.size() < MAX_KNOWN) {
                onTimeChangedAfter.put(judgedBy, known);
            }
        }
        return known;
    }

    private int[] changedAfter(long judgedBy, int[] places) {
        return IntStream.of(places)
                .filter(place -> changedAt(rules.rules().get(place).segment()) > judgedBy)
                .toArray();
    }

    /** The segments whose rule is gone. */
    List<String> goneAfter(long judgedBy) {
        List<String> gone = new ArrayList<>();
        changedAt.forEach((segment, at) -> {
            if (at > judgedBy && rules.rule(segment).isEmpty()) {
                gone.add(segment);
            }
        });
        return gone;
    }

    @Override
    public String toString() {
        return "generation " + number + " since " + since;
    }
}
