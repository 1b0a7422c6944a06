package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A definition with what became of it in the order of the log.
 *
 * @param reason why it is not in force
 */
public record StoredDefinition(SegmentDefinition definition, Standing standing, @Nullable String reason) {

    /** What a definition counts for. */
    public enum Standing {
        IN_FORCE,
        /** It would have closed a circle when it came; it stays out until it is written again. */
        REFUSED,
        /** This release can't read it; another may. */
        UNREADABLE,
        /** Kept for its version: one of the same id that comes later counts on from it. */
        DELETED
    }

    static StoredDefinition inForce(SegmentDefinition definition) {
        return new StoredDefinition(definition, Standing.IN_FORCE, null);
    }

    static StoredDefinition deleted(SegmentDefinition definition) {
        return new StoredDefinition(definition, Standing.DELETED, null);
    }
}
