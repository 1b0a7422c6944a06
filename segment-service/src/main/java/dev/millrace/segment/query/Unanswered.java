package dev.millrace.segment.query;

import java.util.Collection;
import java.util.TreeSet;

/** Neither the owner of a partition nor a copy of it answered in time; asking again later will do. */
public final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unanswered(Collection<Integer> partitions) {
        super("the instance that has partition " + new TreeSet<>(partitions)
                + " does not answer, and no copy of it is ready; ask again in a few seconds");
    }
}
