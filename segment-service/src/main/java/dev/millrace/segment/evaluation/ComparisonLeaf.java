package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression.Operator;

/** {@code left < right}. */
record ComparisonLeaf(Reader left, Operator operator, Reader right) implements Leaf {

    @Override
    public Answer piece(Subject subject, long at) {
        Curve some = left.read(subject, at);
        Curve other = right.read(subject, at);
        Answer answer = Crossing.compare(some, operator, other, at);
        return Answer.of(answer.truth(), Math.min(answer.until(), Math.min(some.until(), other.until())));
    }
}
