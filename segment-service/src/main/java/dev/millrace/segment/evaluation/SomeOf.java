package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.Slices;
import java.util.List;
import java.util.Map;

/** {@code some product (…)}: asks for one product after the other. */
record SomeOf(Dimension dimension, Condition inner) implements Condition {

    @Override
    public Answer answer(Subject subject, long at) {
        Joining.Join join = new Joining.Join(Truth.YES);
        for (Slices.Kept kept : subject.state().slices().of(dimension).values()) {
            join.add(inner.answer(subject.within(kept.accumulators()), at));
            if (join.isDecidedUntil(subject.horizon())) {
                break;
            }
        }
        return join.answer();
    }

    /** The products for which it holds. */
    List<String> matching(Subject subject, long at) {
        return subject.state().slices().of(dimension).entrySet().stream()
                .filter(entry -> inner.answer(subject.within(entry.getValue().accumulators()), at)
                                .truth()
                        == Truth.YES)
                .map(Map.Entry::getKey)
                .toList();
    }
}
