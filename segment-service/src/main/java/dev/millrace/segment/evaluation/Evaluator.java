package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a rule holds for a customer at an instant, and until when that is certain: a pure function of the three.
 *
 * <p>A join is certain as long as what decides it is: an {@code and} that fails lasts as long as the most lasting part that
 * fails; one that holds ends with its first part. Crossings of ages are solved, not searched.
 */
public final class Evaluator {

    private Evaluator() {}

    public static Verdict evaluate(Expression expression, CustomerState state, Instant now) {
        if (expression instanceof Expression.Not not) {
            Verdict inner = evaluate(not.inner(), state, now);
            return new Verdict(inner.truth().negated(), inner.until());
        }
        if (expression instanceof Expression.And and) {
            return join(and.parts(), Truth.NO, Truth.YES, state, now);
        }
        if (expression instanceof Expression.Or or) {
            return join(or.parts(), Truth.YES, Truth.NO, state, now);
        }
        if (expression instanceof Expression.Comparison it) {
            return Crossing.compare(
                    OperandValues.of(it.left(), state, now),
                    it.operator(),
                    OperandValues.of(it.right(), state, now),
                    now);
        }
        if (expression instanceof Expression.Between it) {
            Value value = OperandValues.of(it.value(), state, now);
            Verdict low =
                    Crossing.compare(value, Expression.Operator.AT_LEAST, OperandValues.of(it.low(), state, now), now);
            Verdict high =
                    Crossing.compare(value, Expression.Operator.AT_MOST, OperandValues.of(it.high(), state, now), now);
            return join(List.of(low, high), Truth.NO, Truth.YES);
        }
        Value value = OperandValues.of(((Expression.Exists) expression).value(), state, now);
        return Verdict.always(Truth.of(!(value instanceof Value.Unknown)));
    }

    /** Each leaf of the rule, as text, with the value of its left side. */
    public static List<Because> because(Expression expression, CustomerState state, Instant now) {
        return leaves(expression)
                .map(leaf -> new Because(
                        ExpressionPrinter.print(leaf),
                        OperandValues.of(asked(leaf), state, now).toString()))
                .toList();
    }

    private static Stream<Expression> leaves(Expression expression) {
        if (expression instanceof Expression.Not not) {
            return leaves(not.inner());
        }
        if (expression instanceof Expression.And and) {
            return and.parts().stream().flatMap(Evaluator::leaves);
        }
        if (expression instanceof Expression.Or or) {
            return or.parts().stream().flatMap(Evaluator::leaves);
        }
        return Stream.of(expression);
    }

    private static Operand asked(Expression leaf) {
        if (leaf instanceof Expression.Comparison it) {
            return it.left();
        }
        return leaf instanceof Expression.Between it ? it.value() : ((Expression.Exists) leaf).value();
    }

    private static Verdict join(
            List<Expression> parts, Truth deciding, Truth otherwise, CustomerState state, Instant now) {
        List<Verdict> verdicts = new ArrayList<>(parts.size());
        for (Expression part : parts) {
            verdicts.add(evaluate(part, state, now));
        }
        return join(verdicts, deciding, otherwise);
    }

    /** One part with the deciding value decides; else unknown parts leave the join unknown. */
    private static Verdict join(List<Verdict> verdicts, Truth deciding, Truth otherwise) {
        var decidedUntil = verdicts.stream()
                .filter(verdict -> verdict.truth() == deciding)
                .map(Verdict::until)
                .max(Comparator.naturalOrder());
        if (decidedUntil.isPresent()) {
            return new Verdict(deciding, decidedUntil.get());
        }
        Instant until = verdicts.stream()
                .map(Verdict::until)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.NEVER);
        boolean known = verdicts.stream().allMatch(verdict -> verdict.truth() == otherwise);
        return new Verdict(known ? otherwise : Truth.UNKNOWN, until);
    }
}
