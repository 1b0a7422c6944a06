package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Expression.Operator;
import java.math.BigDecimal;

/** Says a single condition, or its contrary. */
final class ClauseWords {

    private final NounWords nouns;
    private final ExpressionSentence sentences;

    ClauseWords(NounWords nouns, ExpressionSentence sentences) {
        this.nouns = nouns;
        this.sentences = sentences;
    }

    boolean inFilter() {
        return nouns.inFilter();
    }

    String clause(Expression expression, boolean holds) {
        if (expression instanceof Expression.Comparison it) {
            return comparison(it.left(), holds ? it.operator() : contrary(it.operator()), it.right());
        }
        if (expression instanceof Expression.Between it) {
            return between(it, holds);
        }
        if (expression instanceof Expression.Exists it) {
            return nouns.noun(it.value()) + (holds ? " is known" : " is not known");
        }
        if (expression instanceof Expression.OneOf it) {
            String list = nouns.noun(it.list());
            return nouns.noun(it.value())
                    + is(holds)
                    + (it.list() instanceof Operand.NamedList ? "in " : "one of ")
                    + list;
        }
        if (expression instanceof Expression.Contains it) {
            return nouns.noun(it.value()) + (holds ? " contains " : " does not contain ") + nouns.noun(it.text());
        }
        if (expression instanceof Expression.Matches it) {
            return nouns.noun(it.value())
                    + (holds ? " matches the pattern " : " does not match the pattern ")
                    + Words.quoted(it.pattern());
        }
        if (expression instanceof Expression.Within it) {
            return nouns.noun(it.instant())
                    + (holds ? " comes within " : " does not come within ")
                    + nouns.noun(it.duration());
        }
        if (expression instanceof Expression.HasTag it) {
            return (holds ? "has the tag " : "does not have the tag ") + Words.quoted(it.tag());
        }
        if (expression instanceof Expression.InSegment it) {
            return (holds ? "is in the segment " : "is not in the segment ") + Words.quoted(it.segment());
        }
        Expression.Some some = (Expression.Some) expression;
        return "for one and the same " + some.dimension().word() + " " + sentences.enclosed(some.inner());
    }

    private String comparison(Operand left, Operator operator, Operand right) {
        Operand plain = Operand.resolved(right);
        if (plain instanceof Operand.NumberLiteral number
                && isCount(left)
                && number.number().signum() >= 0) {
            return nouns.events().counted((Operand.Aggregate) left, operator, number.number());
        }
        if (left.equals(new Operand.CartField(Operand.CartField.Part.COUNT)) && isZero(plain)) {
            if (operator == Operator.EQUAL || operator == Operator.AT_MOST) {
                return "has nothing in the cart";
            }
            if (operator == Operator.MORE || operator == Operator.NOT_EQUAL) {
                return "has something in the cart";
            }
        }
        if (plain instanceof Operand.FlagLiteral flag && operator.isEquality()) {
            return nouns.flag(left, flag.flag() == (operator == Operator.EQUAL));
        }
        if (left instanceof Operand.Age age
                && plain instanceof Operand.DurationLiteral duration
                && !duration.duration().isNegative()) {
            return nouns.happening(age.instant()) + " " + ago(operator, nouns.noun(right)) + " ago";
        }
        return nouns.noun(left) + " " + verb(operator, left.type() == Type.INSTANT) + " " + nouns.noun(right);
    }

    private String between(Expression.Between it, boolean holds) {
        String range = "between " + nouns.noun(it.low()) + " and " + nouns.noun(it.high());
        if (it.value() instanceof Operand.Age age && isPlain(it.low()) && isPlain(it.high())) {
            return nouns.happening(age.instant()) + (holds ? " " : " not ") + range + " ago";
        }
        return nouns.noun(it.value()) + is(holds) + range;
    }

    private static boolean isPlain(Operand operand) {
        return Operand.resolved(operand) instanceof Operand.DurationLiteral it
                && !it.duration().isNegative();
    }

    private static boolean isCount(Operand operand) {
        return operand instanceof Operand.Aggregate it && it.function() == Operand.Function.COUNT;
    }

    private static boolean isZero(Operand operand) {
        return operand instanceof Operand.NumberLiteral it && it.number().compareTo(BigDecimal.ZERO) == 0;
    }

    private static String is(boolean holds) {
        return holds ? " is " : " is not ";
    }

    private static String ago(Operator operator, String duration) {
        return switch (operator) {
            case EQUAL -> "exactly " + duration;
            case NOT_EQUAL -> "not exactly " + duration;
            case LESS -> "less than " + duration;
            case AT_MOST -> "at most " + duration;
            case MORE -> "more than " + duration;
            case AT_LEAST -> "at least " + duration;
        };
    }

    private static String verb(Operator operator, boolean instants) {
        return switch (operator) {
            case EQUAL -> "is";
            case NOT_EQUAL -> "is not";
            case LESS -> instants ? "is before" : "is less than";
            case AT_MOST -> instants ? "is not after" : "is at most";
            case MORE -> instants ? "is after" : "is more than";
            case AT_LEAST -> instants ? "is not before" : "is at least";
        };
    }

    private static Operator contrary(Operator operator) {
        return switch (operator) {
            case EQUAL -> Operator.NOT_EQUAL;
            case NOT_EQUAL -> Operator.EQUAL;
            case LESS -> Operator.AT_LEAST;
            case AT_MOST -> Operator.MORE;
            case MORE -> Operator.AT_MOST;
            case AT_LEAST -> Operator.LESS;
        };
    }
}
