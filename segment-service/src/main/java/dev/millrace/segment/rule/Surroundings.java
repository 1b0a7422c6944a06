package dev.millrace.segment.rule;

import org.jspecify.annotations.Nullable;

/**
 * What a part of a rule stands in, which decides what may stand there.
 *
 * @param event the event whose filter it is; null outside of filters
 * @param some whether it is inside {@code some product (…)}
 */
record Surroundings(@Nullable String event, boolean some) {

    static final Surroundings CUSTOMER = new Surroundings(null, false);

    Surroundings filterOf(String name) {
        return new Surroundings(name, some);
    }

    Surroundings inSome() {
        return new Surroundings(event, true);
    }

    boolean isFilter() {
        return event != null;
    }
}
