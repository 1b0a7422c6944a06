package dev.millrace.segment.evaluation;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Chance from a seed, in the words that generators need. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** From 0, below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** One of several ways to make something; name one twice to see it twice as often. */
    @SafeVarargs
    final <T> T by(Supplier<? extends T>... ways) {
        return of(ways).get();
    }

    Random random() {
        return random;
    }
}
