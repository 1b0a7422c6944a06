package dev.millrace.segment.query;

import java.util.List;
import java.util.Set;

/**
 * What came back for a question.
 *
 * @param values one for each instance that answered
 * @param unanswered partitions for which neither their owner nor a copy answered
 */
public record Answers<T>(List<T> values, Set<Integer> unanswered) {

    public Answers {
        values = List.copyOf(values);
        unanswered = Set.copyOf(unanswered);
    }

    /** Everything, or {@link Unanswered}. */
    public List<T> all() {
        if (!unanswered.isEmpty()) {
            throw new Unanswered(unanswered);
        }
        return values;
    }
}
