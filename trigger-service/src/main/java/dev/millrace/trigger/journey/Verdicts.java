package dev.millrace.trigger.journey;

import dev.millrace.trigger.expression.Condition;
import dev.millrace.trigger.expression.Condition.Comparison;
import dev.millrace.trigger.expression.Operand;
import dev.millrace.trigger.policy.Truth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what segment-service answered and what is tested here. Three-valued, as in the segment language: what is not
 * known is neither true nor false.
 */
final class Verdicts {

    private static final int MOST_DIGITS = 40;

    private final Situation situation;
    /** What was answered for the parts that were asked, in the order in which they stand in the condition. */
    private final Iterator<Truth> answers;

    Verdicts(Situation situation, Iterator<Truth> answers) {
        this.situation = situation;
        this.answers = answers;
    }

    /** Looks at every part, also when one has decided: the answers are in the order of the parts. */
    Truth of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return joined(all.parts(), Truth.NO, Truth.YES);
        }
        if (condition instanceof Condition.Any any) {
            return joined(any.parts(), Truth.YES, Truth.NO);
        }
        if (condition instanceof Condition.Not not) {
            return not(of(not.condition()));
        }
        if (condition instanceof Condition.Asked) {
            return answers.next();
        }
        return test(condition);
    }

    private Truth joined(List<Condition> parts, Truth deciding, Truth otherwise) {
        Truth truth = otherwise;
        for (Condition part : parts) {
            Truth of = of(part);
            if (of == deciding || of == Truth.UNKNOWN && truth != deciding) {
                truth = of;
            }
        }
        return truth;
    }

    private Truth test(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return compare(compare.left(), compare.comparison(), compare.right());
        }
        if (condition instanceof Condition.Between between) {
            return both(
                    compare(between.operand(), Comparison.AT_LEAST, between.least()),
                    compare(between.operand(), Comparison.AT_MOST, between.most()));
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf.values().stream()
                    .map(value -> compare(oneOf.operand(), Comparison.EQUAL, value))
                    .reduce(Truth.NO, Verdicts::either);
        }
        if (condition instanceof Condition.Contains contains) {
            return value(contains.operand()) instanceof String text
                    ? truth(text.contains(contains.text()))
                    : Truth.UNKNOWN;
        }
        if (condition instanceof Condition.Exists exists) {
            return truth(value(exists.operand()) != null);
        }
        if (condition instanceof Condition.Holds holds) {
            return value(holds.operand()) instanceof Boolean flag ? truth(flag) : Truth.UNKNOWN;
        }
        throw new IllegalStateException("a condition is one of those above");
    }

    private Truth compare(Operand left, Comparison comparison, Operand right) {
        Object said = value(left);
        Object compared = value(right);
        Object one = compared instanceof BigDecimal ? asNumber(said) : said;
        Object other = said instanceof BigDecimal ? asNumber(compared) : compared;
        if (one == null || other == null) {
            return Truth.UNKNOWN;
        }
        if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
            return ordered(comparison, first.compareTo(second));
        }
        if (one instanceof Duration first && other instanceof Duration second) {
            return ordered(comparison, first.compareTo(second));
        }
        if (one instanceof Instant first && other instanceof Instant second) {
            return ordered(comparison, first.compareTo(second));
        }
        boolean comparable =
                one instanceof String && other instanceof String || one instanceof Boolean && other instanceof Boolean;
        if (!comparable || comparison != Comparison.EQUAL && comparison != Comparison.DIFFERENT) {
            return Truth.UNKNOWN;
        }
        return truth(one.equals(other) == (comparison == Comparison.EQUAL));
    }

    private static Truth ordered(Comparison comparison, int order) {
        Predicate<Integer> holds =
                switch (comparison) {
                    case EQUAL -> it -> it == 0;
                    case DIFFERENT -> it -> it != 0;
                    case LESS -> it -> it < 0;
                    case AT_MOST -> it -> it <= 0;
                    case MORE -> it -> it > 0;
                    case AT_LEAST -> it -> it >= 0;
                };
        return truth(holds.test(order));
    }

    private @Nullable Object value(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        if (operand instanceof Operand.Age age) {
            return situation.value(age.field().path()) instanceof Instant instant
                    ? Duration.between(instant, situation.now())
                    : null;
        }
        return situation.value(((Operand.Field) operand).path());
    }

    /** Amounts travel as text. */
    private static @Nullable Object asNumber(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        boolean isNumber = text.length() <= MOST_DIGITS && text.matches("-?[0-9]+(\\.[0-9]+)?");
        return isNumber ? new BigDecimal(text) : null;
    }

    private static Truth truth(boolean holds) {
        return holds ? Truth.YES : Truth.NO;
    }

    private static Truth not(Truth truth) {
        return switch (truth) {
            case YES -> Truth.NO;
            case NO -> Truth.YES;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    private static Truth both(Truth one, Truth other) {
        if (one == Truth.NO || other == Truth.NO) {
            return Truth.NO;
        }
        return one == Truth.UNKNOWN || other == Truth.UNKNOWN ? Truth.UNKNOWN : Truth.YES;
    }

    private static Truth either(Truth one, Truth other) {
        return not(both(not(one), not(other)));
    }
}
