package dev.millrace.segment.rule;

import java.util.List;

/** A rule as a tree: what holds, or does not, of a customer at an instant. */
public sealed interface Expression {

    record Not(Expression inner) implements Expression {}

    record And(List<Expression> parts) implements Expression {

        public And {
            parts = atLeastTwo(parts);
        }
    }

    record Or(List<Expression> parts) implements Expression {

        public Or {
            parts = atLeastTwo(parts);
        }
    }

    record Comparison(Operand left, Operator operator, Operand right) implements Expression {}

    /** Both ends belong to the range. */
    record Between(Operand value, Operand low, Operand high) implements Expression {}

    /** Never unknown: data is there or not. */
    record Exists(Operand value) implements Expression {}

    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("no comparison is written " + sign);
        }

        /** Whether it holds for a left side that is less than (-1), equal to (0) or greater than (1) the right. */
        boolean test(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        boolean isEquality() {
            return this == EQUAL || this == NOT_EQUAL;
        }
    }

    private static List<Expression> atLeastTwo(List<Expression> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("and, or join two parts or more");
        }
        return List.copyOf(parts);
    }
}
