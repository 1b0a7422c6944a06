package dev.millrace.contract;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Time as the log tells it, on {@code clock}: everything stored before {@link #upTo} lies below the offsets in
 * {@link #reached}. Timers due by {@code upTo} may fire once those offsets have been processed.
 *
 * <p>A tick without {@code upTo} is a mark: it is written to learn the broker's time, and the offsets are read after it.
 *
 * @param upTo broker time of the mark before the offsets were read; null on a mark
 * @param reached topic to end offset of its partition with this tick's number
 * @param start topic to the first offset the log still has: records below it are gone and can't be waited for
 */
public record Tick(@Nullable Instant upTo, Map<String, Long> reached, Map<String, Long> start) {

    public Tick {
        reached = reached == null ? Map.of() : Map.copyOf(reached);
        start = start == null ? Map.of() : Map.copyOf(start);
    }

    public static Tick mark() {
        return new Tick(null, Map.of(), Map.of());
    }
}
