package dev.millrace.segment.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to another instance, under {@code /api/partitions}: what is asked there is answered from the stores of that
 * instance or refused, and never asked on.
 *
 * @param path with its query
 * @param body JSON to post; null for a GET
 * @param patience how long an answer is waited for
 */
public record Hop(String path, @Nullable Object body, Duration patience) {

    /** Which partitions are asked for, such as {@code 0,3}. */
    public static final String PARTITIONS_HEADER = "Millrace-Partitions";

    /** For what is read by key. */
    public static final Duration QUICK = Duration.ofMillis(900);

    /** For what reads many keys. */
    public static final Duration PATIENT = Duration.ofSeconds(3);

    public static Hop get(String path, Duration patience) {
        return new Hop(path, null, patience);
    }

    public static Hop post(String path, Object body, Duration patience) {
        return new Hop(path, body, patience);
    }
}
