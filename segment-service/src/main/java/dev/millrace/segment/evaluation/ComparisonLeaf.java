package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression.Operator;

/** {@code left < right}. */
record ComparisonLeaf(Reader left, Operator operator, Reader right) implements Leaf {

    @Override
    public Answer piece(Subject subject, long at) {
        return compare(left.read(subject, at), operator, right.read(subject, at), at);
    }

    static Answer compare(Curve some, Operator operator, Curve other, long at) {
        Answer answer = Crossing.compare(some, operator, other, at);
        return answer.lasting(Math.min(answer.until(), Math.min(some.until(), other.until())));
    }
}
