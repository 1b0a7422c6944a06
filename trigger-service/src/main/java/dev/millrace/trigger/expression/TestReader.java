package dev.millrace.trigger.expression;

import dev.millrace.trigger.expression.Condition.Between;
import dev.millrace.trigger.expression.Condition.Compare;
import dev.millrace.trigger.expression.Condition.Comparison;
import dev.millrace.trigger.expression.Condition.Contains;
import dev.millrace.trigger.expression.Condition.Exists;
import dev.millrace.trigger.expression.Condition.Holds;
import dev.millrace.trigger.expression.Condition.Not;
import dev.millrace.trigger.expression.Condition.OneOf;
import dev.millrace.trigger.expression.Operand.Age;
import dev.millrace.trigger.expression.Operand.Field;
import dev.millrace.trigger.expression.Operand.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads one test of the journey, such as {@code enrolment.unanswered >= 3}. Only names of the journey and plain values may
 * stand in it: what else there is, only segment-service knows.
 */
final class TestReader {

    private static final String EXPECTED =
            "a test such as enrolment.unanswered >= 3 or age(trigger.at) > 2d, with nothing but names of the journey and"
                    + " plain values; join others to it with and, or";

    private static final Set<String> NEGATED = Set.of("between", "in", "contains", "exists");

    private final List<Token> tokens;
    private final Scope scope;
    private final int end;
    private int next;

    TestReader(List<Token> tokens, Scope scope, int end) {
        this.tokens = tokens;
        this.scope = scope;
        this.end = end;
    }

    Condition read() {
        int place = place();
        Operand left = operand();
        boolean negated = take("not");
        if (negated
                && (next == tokens.size() || !NEGATED.contains(tokens.get(next).text()))) {
            throw unexpected();
        }
        Condition test = tail(left, place);
        if (next < tokens.size()) {
            throw unexpected();
        }
        return negated ? new Not(test) : test;
    }

    private Condition tail(Operand left, int place) {
        if (next == tokens.size()) {
            requireLike(left, Type.FLAG, place);
            return new Holds(left);
        }
        for (Comparison comparison : Comparison.values()) {
            if (take(comparison.sign())) {
                int at = place();
                Operand right = operand();
                requireComparable(left, right, comparison.needsOrder(), at);
                return new Compare(left, comparison, right);
            }
        }
        if (take("between")) {
            int at = place();
            Operand least = operand();
            requireComparable(left, least, true, at);
            require("and");
            at = place();
            Operand most = operand();
            requireComparable(left, most, true, at);
            return new Between(left, least, most);
        }
        if (take("in")) {
            return new OneOf(left, list(left));
        }
        if (take("contains")) {
            requireLike(left, Type.TEXT, place);
            int at = place();
            if (operand() instanceof Literal literal && literal.value() instanceof String text) {
                return new Contains(left, text);
            }
            throw new Refusal(at, "contains takes a text in quotes");
        }
        if (take("exists")) {
            return new Exists(left);
        }
        throw unexpected();
    }

    private List<Operand> list(Operand left) {
        List<Operand> values = new ArrayList<>();
        require("(");
        do {
            int at = place();
            Operand value = operand();
            requireComparable(left, value, false, at);
            values.add(value);
        } while (take(","));
        require(")");
        return values;
    }

    private Operand operand() {
        Token token = token();
        if (token.is("-")) {
            Token number = token();
            if (number.kind() == Token.Kind.NUMBER) {
                return new Literal(new BigDecimal(number.text()).negate(), Type.NUMBER);
            }
            throw new Refusal(number.start(), "found \"" + number.text() + "\"; expected a number");
        }
        if (token.is("age") && take("(")) {
            Field field = field(token());
            if (field.type() != Type.INSTANT) {
                throw new Refusal(
                        token.start(),
                        "age takes an instant, not " + field.type().phrase());
            }
            require(")");
            return new Age(field);
        }
        return switch (token.kind()) {
            case NUMBER -> new Literal(new BigDecimal(token.text()), Type.NUMBER);
            case DURATION -> new Literal(Literals.duration(token), Type.DURATION);
            case TEXT -> new Literal(Literals.text(token), Type.TEXT);
            case WORD ->
                token.is("true") || token.is("false") ? new Literal(token.is("true"), Type.FLAG) : field(token);
            case SIGN -> throw unexpected(token);
        };
    }

    private Field field(Token root) {
        if (!Splitter.isRoot(root)) {
            throw unexpected(root);
        }
        StringBuilder path = new StringBuilder(root.text());
        while (take(".")) {
            Token word = token();
            if (word.kind() != Token.Kind.WORD) {
                throw unexpected(word);
            }
            path.append('.').append(word.text().replace("`", ""));
        }
        Type type = scope.type(path.toString());
        if (type == null) {
            throw new Refusal(root.start(), scope.missing(path.toString()));
        }
        return new Field(path.toString(), type);
    }

    private static void requireLike(Operand operand, Type type, int place) {
        if (!operand.type().isLike(type)) {
            throw new Refusal(place, "found " + operand.type().phrase() + "; expected " + type.phrase() + " here");
        }
    }

    private static void requireComparable(Operand left, Operand right, boolean inOrder, int place) {
        if (!left.type().isLike(right.type())) {
            throw new Refusal(
                    place,
                    "compares " + left.type().phrase() + " with " + right.type().phrase()
                            + "; only like is compared with like");
        }
        if (inOrder && !(left.type().hasOrder() && right.type().hasOrder())) {
            throw new Refusal(place, "texts and flags have no order; expected = or !=");
        }
    }

    private boolean take(String what) {
        boolean there = next < tokens.size() && tokens.get(next).is(what);
        next += there ? 1 : 0;
        return there;
    }

    private void require(String what) {
        if (!take(what)) {
            throw unexpected();
        }
    }

    private Token token() {
        if (next == tokens.size()) {
            throw unexpected();
        }
        return tokens.get(next++);
    }

    private int place() {
        return next < tokens.size() ? tokens.get(next).start() : end;
    }

    private Refusal unexpected() {
        return next < tokens.size()
                ? unexpected(tokens.get(next))
                : new Refusal(end, "ends too early; expected " + EXPECTED);
    }

    private static Refusal unexpected(Token token) {
        return new Refusal(token.start(), "found \"" + token.text() + "\"; expected " + EXPECTED);
    }
}
