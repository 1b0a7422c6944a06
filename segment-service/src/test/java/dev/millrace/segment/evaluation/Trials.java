package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Runs a property on as many random trials as it asks for, times {@code -Dmillrace.properties.scale} (100 makes a night of
 * it). The seeds count up from 1, so that a build is the same every time; {@code -Dmillrace.properties.first} starts
 * elsewhere, and with {@code -Dmillrace.properties.scale=0} runs that seed alone. A trial that fails is made smaller while it
 * still fails, and told with its seed, rule, history and instants; {@code -Dmillrace.properties.failures=9} gathers more than
 * the first.
 */
final class Trials {

    /** Throws if it does not hold. */
    interface Property {
        void check(Trial trial);
    }

    private static final int MOST_STEPS = 2_000;
    private static final int GATHERED = Integer.getInteger("millrace.properties.failures", 1);

    private Trials() {}

    static void check(int tries, Property property) {
        check(tries, Trial::of, property);
    }

    static void check(int tries, LongFunction<Trial> trials, Property property) {
        long first = Long.getLong("millrace.properties.first", 1);
        long last = first + Math.max(1, (long) (tries * scale())) - 1;
        List<String> failures = new ArrayList<>();
        for (long seed = first; seed <= last && failures.size() < GATHERED; seed++) {
            Trial trial = trials.apply(seed);
            Optional<Throwable> failure = failure(trial, property);
            if (failure.isPresent()) {
                Trial smallest = smallest(trial, property);
                failures.add(Telling.of(smallest, failure(smallest, property).orElse(failure.get()))
                        + "\nbefore it was made smaller:\n"
                        + Telling.of(trial, failure.get()));
            }
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n\n", failures));
        }
    }

    static double scale() {
        return Double.parseDouble(System.getProperty("millrace.properties.scale", "1"));
    }

    private static Trial smallest(Trial failing, Property property) {
        Trial smallest = failing;
        int steps = 0;
        boolean smaller = true;
        while (smaller && steps < MOST_STEPS) {
            smaller = false;
            for (Trial candidate : Smaller.than(smallest)) {
                steps++;
                if (failure(candidate, property).isPresent()) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static Optional<Throwable> failure(Trial trial, Property property) {
        try {
            property.check(trial);
            return Optional.empty();
        } catch (AssertionError | RuntimeException failed) {
            return Optional.of(failed);
        }
    }
}
