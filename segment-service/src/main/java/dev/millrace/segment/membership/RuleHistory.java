package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules in force, and those before them by which some customers were judged who have not been moved on yet: what fell due
 * before a change is decided by the rules of before. Never changed.
 */
public final class RuleHistory {

    /** Rules of all generations together: only after many changes within one sweep are the ones in between forgotten. */
    private static final int MAX_RULES = 20_000;

    public static final RuleHistory EMPTY = startingWith(List.of(Generation.NONE), Sweep.DONE);

    private final List<Generation> generations;
    private final Sweep sweep;
    private final Pasts pasts;
    private final EventWatches watches;
    private final Shortfall shortfall;

    /** Where what customers did lately is read from. */
    public interface Pasts {

        /**
         * @param customer as stored
         */
        Timeline of(CustomerId id, Customer customer);
    }

    /** Is told when a customer's remembered past does not reach back to the beginning. */
    public interface Shortfall {

        /**
         * @param exactSince what happened after this instant is all there
         */
        void seededSince(Generation generation, Instant exactSince);
    }

    private RuleHistory(
            List<Generation> generations, Sweep sweep, Pasts pasts, EventWatches watches, Shortfall shortfall) {
        this.generations = List.copyOf(generations);
        this.sweep = sweep;
        this.pasts = pasts;
        this.watches = watches;
        this.shortfall = shortfall;
    }

    /**
     * @param generations oldest first: the one that the sweep completed last, and all that came after it
     */
    public static RuleHistory startingWith(List<Generation> generations, Sweep sweep) {
        return new RuleHistory(
                generations,
                sweep,
                (id, customer) -> Timeline.EMPTY,
                EventWatches.NONE,
                (generation, exactSince) -> {});
    }

    /** One set of rules for ever. */
    public static RuleHistory of(RuleSet rules) {
        Generation only = Generation.inForce(1, Instant.EPOCH, rules, ShopFacts.UNKNOWN);
        return startingWith(List.of(only), Sweep.completeBy(only.number()));
    }

    /** With where what customers did lately is read from, and who is told where it falls short. */
    public RuleHistory withPasts(Pasts from, Shortfall told) {
        return new RuleHistory(generations, sweep, from, watches, told);
    }

    public RuleHistory withWatches(EventWatches changed) {
        return new RuleHistory(generations, sweep, pasts, changed, shortfall);
    }

    /** With a generation made of the current one. */
    public RuleHistory then(Generation next) {
        List<Generation> more = new ArrayList<>(generations);
        if (next.number() == current().number()) {
            more.set(more.size() - 1, next);
            return new RuleHistory(more, sweep, pasts, watches, shortfall);
        }
        more.add(next);
        while (more.size() > 2 && rulesOf(more) > MAX_RULES) {
            more.remove(1);
        }
        return new RuleHistory(more, sweep.begun(next.number()), pasts, watches, shortfall);
    }

    private static long rulesOf(List<Generation> generations) {
        return generations.stream()
                .mapToLong(generation -> generation.rules().rules().size())
                .sum();
    }

    /** After the walk went on; generations by which nobody is judged any more are forgotten. */
    public RuleHistory swept(Sweep further) {
        List<Generation> left = new ArrayList<>(generations);
        while (left.size() > 1 && left.get(1).number() <= further.complete()) {
            left.remove(0);
        }
        return new RuleHistory(left, further, pasts, watches, shortfall);
    }

    public Generation current() {
        return generations.get(generations.size() - 1);
    }

    /** Oldest first. */
    public List<Generation> generations() {
        return generations;
    }

    public Sweep sweep() {
        return sweep;
    }

    EventWatches watches() {
        return watches;
    }

    /** What a customer did lately, to seed what a generation keeps and none before it did. */
    Timeline past(CustomerId id, Customer customer, Generation generation) {
        Timeline past = pasts.of(id, customer);
        if (past.exactSince().isAfter(Instant.EPOCH)) {
            shortfall.seededSince(generation, past.exactSince());
        }
        return past;
    }

    /** By which generation a customer counts as judged. Somebody nobody knew is judged by none. */
    public long judgedBy(CustomerId id, Watch watch) {
        return watch.version() == 0 ? 0 : Math.max(watch.generation(), sweep.judgedBy(id.value()));
    }

    /**
     * A customer as stored, with the instant at which a rule changes its mind by the rules that they count as judged by: the walk
     * that has passed them wrote it into no record. Of whom nobody can tell it, they are to be looked at at once.
     */
    public Customer caughtUp(CustomerId id, Customer stored) {
        Watch watch = stored.watch();
        long judgedBy = judgedBy(id, watch);
        if (judgedBy == watch.generation() || watch.importPending()) {
            return stored;
        }
        Generation generation = at(judgedBy);
        Instant at = watch.notBefore(generation.since(), stored.state());
        return stored.withWatch(watch.changingAt(nextChange(stored, generation, at)));
    }

    /**
     * As the walk found it: only rules that have changed since can do so sooner than the record says. Where the record's own
     * instant has passed, the walk has decided it, so all are asked.
     */
    private static Instant nextChange(Customer customer, Generation generation, Instant at) {
        Watch watch = customer.watch();
        return watch.nextChange().isAfter(at)
                ? nextChange(
                        customer, generation, generation.onTimeChangedAfter(watch.generation()), at, watch.nextChange())
                : nextChange(customer, generation, generation.rules().onTime(), at, Verdict.NEVER);
    }

    /** Whoever reads a record has no way to put it aside, so a fault in a rule waits for who decides by it. */
    private static Instant nextChange(
            Customer customer, Generation generation, int[] places, Instant at, Instant next) {
        RuleSet.Questions questions = generation.rules().ask(customer.state(), generation.facts(), at, next);
        try {
            for (int place : places) {
                questions.holds(place);
            }
            return questions.nextChange();
        } catch (RuntimeException undecidable) {
            return at;
        }
    }

    /** The rules of a generation, or the oldest that are still known. */
    Generation at(long number) {
        for (int i = generations.size() - 1; i > 0; i--) {
            if (generations.get(i).number() <= number) {
                return generations.get(i);
            }
        }
        return generations.get(0);
    }

    /** What changed since a generation, oldest first. */
    List<Generation> after(long number) {
        int first = generations.size();
        while (first > 0 && generations.get(first - 1).number() > number) {
            first--;
        }
        return generations.subList(first, generations.size());
    }
}
