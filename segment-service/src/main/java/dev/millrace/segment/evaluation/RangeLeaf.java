package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression.Operator;

/** {@code value between low and high}; both ends belong to the range. */
record RangeLeaf(Reader value, Reader low, Reader high) implements Leaf {

    @Override
    public Answer piece(Subject subject, long at) {
        Curve read = value.read(subject, at);
        Curve least = low.read(subject, at);
        Curve most = high.read(subject, at);
        Joining.Join join = new Joining.Join(Truth.NO);
        join.add(Crossing.compare(read, Operator.AT_LEAST, least, at));
        join.add(Crossing.compare(read, Operator.AT_MOST, most, at));
        Answer answer = join.answer();
        long end = Math.min(read.until(), Math.min(least.until(), most.until()));
        return Answer.of(answer.truth(), Math.min(answer.until(), end));
    }
}
