package dev.millrace.segment.query;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Something that each partition can answer for itself.
 *
 * @param <T> what one instance answers for several of its partitions; written as JSON between instances
 */
public interface Question<T> {

    /** Up to when everything stored should have been taken into account before it is answered; not waited for for long. */
    default Instant notBefore() {
        return Instant.MIN;
    }

    /** Answers for partitions that can be read here. */
    T here(List<PartitionView> partitions);

    /** How another instance is asked the same for partitions of its own. */
    Hop there(Set<Integer> partitions);

    Class<T> type();
}
