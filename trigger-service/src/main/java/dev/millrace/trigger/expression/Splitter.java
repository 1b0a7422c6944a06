package dev.millrace.trigger.expression;

import dev.millrace.trigger.expression.Condition.All;
import dev.millrace.trigger.expression.Condition.Any;
import dev.millrace.trigger.expression.Condition.Asked;
import dev.millrace.trigger.expression.Condition.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes an expression apart at {@code and}, {@code or}, {@code not} and the brackets around conditions. Neighbours that are
 * asked of segment-service stay together, so that little more is asked than was written.
 */
final class Splitter {

    private static final Set<String> ROOTS = Set.of("trigger", "enrolment");
    private static final int DEEPEST = 50;

    private final String text;
    private final Scope scope;
    private final List<Token> tokens;

    Splitter(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
        this.tokens = Token.all(text);
    }

    Condition condition() {
        return condition(0, tokens.size(), 0);
    }

    private Condition condition(int from, int to, int depth) {
        if (!saysOfJourney(from, to)) {
            return asked(from, to);
        }
        if (depth > DEEPEST) {
            throw new Refusal(
                    place(from), "stands too deep; expected at most " + DEEPEST + " brackets within each other");
        }
        List<int[]> alternatives = cut(from, to, "or");
        if (alternatives.size() > 1) {
            return new Any(joined(alternatives, depth));
        }
        List<int[]> parts = cut(from, to, "and");
        if (parts.size() > 1) {
            return new All(joined(parts, depth));
        }
        if (tokens.get(from).is("not")) {
            return new Not(condition(from + 1, to, depth + 1));
        }
        if (tokens.get(from).is("(") && closing(from, to) == to - 1) {
            return condition(from + 1, to - 1, depth + 1);
        }
        return new TestReader(tokens.subList(from, to), scope, end()).read();
    }

    /** One condition for each part, but one for several in a row that are asked. */
    private List<Condition> joined(List<int[]> parts, int depth) {
        List<Condition> conditions = new ArrayList<>();
        int asked = -1;
        for (int[] part : parts) {
            if (saysOfJourney(part[0], part[1])) {
                asked = -1;
                conditions.add(condition(part[0], part[1], depth + 1));
            } else if (asked < 0) {
                asked = part[0];
                conditions.add(asked(part[0], part[1]));
            } else {
                conditions.set(conditions.size() - 1, asked(asked, part[1]));
            }
        }
        return conditions;
    }

    /** The ranges between the words at this level of brackets. The {@code and} of a {@code between} belongs to it. */
    private List<int[]> cut(int from, int to, String word) {
        List<int[]> ranges = new ArrayList<>();
        int depth = 0;
        boolean between = false;
        int begin = from;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            depth += token.opens() ? 1 : token.closes() ? -1 : 0;
            boolean isWord = depth == 0 && !(i > from && tokens.get(i - 1).is("."));
            if (isWord && token.is("between")) {
                between = true;
            } else if (isWord && between && token.is("and")) {
                between = false;
            } else if (isWord && token.is(word)) {
                ranges.add(range(begin, i));
                begin = i + 1;
            }
        }
        ranges.add(range(begin, to));
        return ranges;
    }

    private int[] range(int from, int to) {
        if (from >= to) {
            throw new Refusal(place(from), "found nothing; expected a condition");
        }
        return new int[] {from, to};
    }

    /** Where the bracket at this place is closed; the end if it is not. */
    private int closing(int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return to;
    }

    /** Names in braces are those of an event. */
    private boolean saysOfJourney(int from, int to) {
        int braces = 0;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            braces += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            boolean begins = i == 0 || !tokens.get(i - 1).is(".");
            boolean goesOn = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
            if (braces == 0 && begins && goesOn && isRoot(token)) {
                return true;
            }
        }
        return false;
    }

    static boolean isRoot(Token token) {
        return token.kind() == Token.Kind.WORD && ROOTS.contains(token.text());
    }

    private Asked asked(int from, int to) {
        if (from >= to) {
            return new Asked(text, 0);
        }
        int start = tokens.get(from).start();
        return new Asked(text.substring(start, tokens.get(to - 1).end()), start);
    }

    private int place(int token) {
        return token < tokens.size() ? tokens.get(token).start() : end();
    }

    private int end() {
        return text.length();
    }
}
