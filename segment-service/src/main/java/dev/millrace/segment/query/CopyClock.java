package dev.millrace.segment.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a copy of a partition has certainly come. Each store of a copy is filled from a topic of its own, so the owner's
 * progress may be here before the customers it speaks of. It counts once the customers have been filled up to where their
 * topic ended after that progress was seen.
 *
 * <p>A topic written in transactions ends with a mark that no copy takes in: the last offset is not waited for.
 */
final class CopyClock {

    private @Nullable Instant seen;
    private long end;
    private @Nullable Instant reached;

    /**
     * @param progress what the copy said of the owner's progress, read before the offsets were
     * @param position up to which offset the customers are here
     * @param logEnd where their topic ended
     */
    void offer(@Nullable Instant progress, long position, long logEnd) {
        if (seen != null && position >= end - 1) {
            reached = seen;
            seen = null;
        }
        if (seen == null && progress != null && !progress.equals(reached)) {
            seen = progress;
            end = logEnd;
            if (position >= end - 1) {
                reached = seen;
                seen = null;
            }
        }
    }

    /** Null while the copy has not caught up with its owner once: it may hold next to nothing. */
    @Nullable
    Instant reached() {
        return reached;
    }
}
