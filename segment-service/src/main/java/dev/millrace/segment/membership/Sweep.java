package dev.millrace.segment.membership;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far the walk through all customers has come that moves them on when rules change. It goes round and round in the order
 * of their ids' bytes. A change begins a round of its own where the walk is at that moment, and everybody is moved on when the
 * walk comes by there again: so changes in quick succession neither wait for each other nor start the walk anew.
 *
 * <p>Whoever the walk has passed counts as judged by the generation of that moment, though nothing of it is written for those
 * whom the change leaves where they were. Never changed.
 *
 * @param lap counts the times the walk has begun from the first customer
 * @param next the first id that this lap has yet to come to
 * @param visited customers in all laps
 * @param rounds that are not complete, oldest first
 * @param complete the newest generation by which everybody counts as judged
 */
public record Sweep(long lap, String next, long visited, List<Round> rounds, long complete) {

    public static final Sweep DONE = new Sweep(1, "", 0, List.of(), 0);

    /** Where the round of a generation began. */
    public record Round(long generation, long lap, String from, long visited) {}

    public Sweep {
        rounds = List.copyOf(rounds);
    }

    public static Sweep completeBy(long generation) {
        return new Sweep(1, "", 0, List.of(), generation);
    }

    public boolean isComplete() {
        return rounds.isEmpty();
    }

    /** By which generation a customer of this id counts as judged, whatever the record says. */
    public long judgedBy(String id) {
        if (rounds.isEmpty()) {
            return complete;
        }
        long lastPassed = compare(id, next) < 0 ? lap : lap - 1;
        for (int i = rounds.size() - 1; i >= 0; i--) {
            Round round = rounds.get(i);
            if (round.lap() < lastPassed || round.lap() == lastPassed && compare(id, round.from()) >= 0) {
                return round.generation();
            }
        }
        return complete;
    }

    Sweep begun(long generation) {
        List<Round> more = new ArrayList<>(rounds);
        more.add(new Round(generation, lap, next, visited));
        return new Sweep(lap, next, visited, more, complete);
    }

    /** After the customers up to an id, this one included. */
    public Sweep passed(String last, long count) {
        return new Sweep(lap, last + '\0', visited + count, rounds, complete).withoutComplete();
    }

    /** After the last customers there are. */
    public Sweep wentRound(long count) {
        return new Sweep(lap + 1, "", visited + count, rounds, complete).withoutComplete();
    }

    private Sweep withoutComplete() {
        int done = 0;
        while (done < rounds.size() && isRound(rounds.get(done))) {
            done++;
        }
        return done == 0
                ? this
                : new Sweep(
                        lap,
                        next,
                        visited,
                        rounds.subList(done, rounds.size()),
                        rounds.get(done - 1).generation());
    }

    private boolean isRound(Round round) {
        return lap > round.lap() + 1 || lap == round.lap() + 1 && compare(next, round.from()) >= 0;
    }

    /** As the store orders them. */
    private static int compare(String some, String other) {
        return Arrays.compareUnsigned(some.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
