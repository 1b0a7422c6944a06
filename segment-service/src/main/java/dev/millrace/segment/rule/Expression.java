package dev.millrace.segment.rule;

import dev.millrace.segment.customer.Dimension;
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

    /** {@code trait.country in ("DE", "AT")}: the value is one of a list's. */
    record OneOf(Operand value, Operand list) implements Expression {}

    /** {@code trait.email contains "@shop"}: a text has the other inside, a list the element. Case matters. */
    record Contains(Operand value, Operand text) implements Expression {}

    /**
     * {@code trait.postal_code matches "9[0-9]+"}: the whole text is described by a regular expression, in linear time.
     *
     * @param pattern in the syntax of RE2
     */
    record Matches(Operand value, String pattern) implements Expression {}

    /** {@code anniversary(trait.birthday) within 7d}: an instant is to come, and not later than that; its day counts whole. */
    record Within(Operand instant, Operand duration) implements Expression {}

    /** {@code tag("vip")}: the tag is on the customer. Never unknown. */
    record HasTag(String tag) implements Expression {}

    /** {@code in("leads")}: the rule of another segment selects the customer. Never unknown. */
    record InSegment(String segment) implements Expression {}

    /** {@code some product (…)}: it holds for one of the customer's last products, seen by itself. */
    record Some(Dimension dimension, Expression inner) implements Expression {}

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

        public String sign() {
            return sign;
        }

        public static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("no comparison is written " + sign);
        }

        /** Whether it holds for a left side that is less than (-1), equal to (0) or greater than (1) the right. */
        public boolean test(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        /** The operator that says the same with the sides exchanged. */
        public Operator turned() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case MORE -> LESS;
                case AT_LEAST -> AT_MOST;
            };
        }

        public boolean isEquality() {
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
