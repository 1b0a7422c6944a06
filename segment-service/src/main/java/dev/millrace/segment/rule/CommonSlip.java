package dev.millrace.segment.rule;

import dev.millrace.segment.customer.EventName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** Knows ways of writing that other languages or plain English have, by the words around the place of a syntax error. */
final class CommonSlip {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("days", "d"),
            Map.entry("hours", "h"),
            Map.entry("hrs", "h"),
            Map.entry("minutes", "m"),
            Map.entry("mins", "m"),
            Map.entry("seconds", "s"),
            Map.entry("secs", "s"),
            Map.entry("weeks", "w"),
            Map.entry("milliseconds", "ms"));
    private static final Map<String, String> DAYS =
            Map.of("month", "30d", "months", "90d", "year", "365d", "years", "730d", "quarter", "90d");
    private static final Set<String> SHORT = Set.of("d", "h", "m", "s", "w", "ms", "km", "mi");

    private final List<Token> tokens;
    private final int at;

    CommonSlip(List<Token> tokens, int at) {
        this.tokens = tokens;
        this.at = at;
    }

    /** What was meant; null if nobody knows. */
    @Nullable
    ExpressionError explain() {
        return switch (type(at)) {
            case SegmentLanguageLexer.EXISTS -> exists();
            case SegmentLanguageLexer.NAME -> word();
            case SegmentLanguageLexer.DURATION ->
                isWord(at - 1, "last", "past") ? told(at - 1, at, "a window has no words", text(at), text(at)) : null;
            case SegmentLanguageLexer.NUMBER -> isWord(at - 1, "last", "past") ? quantity(at - 1, at, at + 1) : null;
            default -> sign();
        };
    }

    private @Nullable ExpressionError word() {
        if (type(at - 1) == SegmentLanguageLexer.NUMBER) {
            return quantity(at - 1, at - 1, at);
        }
        if (isWord(at, "is")) {
            return is();
        }
        if (isWord(at, "where", "with", "having") && type(at - 1) == SegmentLanguageLexer.NAME) {
            int first = at - 1;
            while (isSign(first - 1, ".")) {
                first -= 2;
            }
            String braces = text(first, at - 1) + "{category = \"shoes\"}";
            return told(at, at, "a condition on an event stands in braces", braces, "{");
        }
        return type(at - 1) == SegmentLanguageLexer.NAME ? nameOfTwoWords() : null;
    }

    /** {@code count(Order Completed)}. */
    private @Nullable ExpressionError nameOfTwoWords() {
        int first = at - 1;
        while (type(first - 1) == SegmentLanguageLexer.NAME) {
            first--;
        }
        int last = at;
        while (type(last + 1) == SegmentLanguageLexer.NAME) {
            last++;
        }
        if (!isSign(first - 1, "(") || !isSign(last + 1, ")", ".", "{", "[")) {
            return null;
        }
        String name =
                tokens.subList(first, last + 1).stream().map(Token::getText).collect(Collectors.joining(" "));
        String event = EventName.snakeCase(name);
        return told(
                first,
                last,
                "the name of an event is one word",
                event + " or event(" + Words.quoted(name) + ")",
                event);
    }

    /** {@code 90 d}, {@code 7 days}. */
    private @Nullable ExpressionError quantity(int first, int number, int unit) {
        String word = text(unit).toLowerCase(Locale.ROOT);
        String days = DAYS.get(word);
        if (days != null) {
            return Refusal.suggesting(
                            tokens.get(first),
                            text(first, unit),
                            "no duration has " + word,
                            "days, such as " + days,
                            null)
                    .error();
        }
        String meant = duration(text(number), word);
        return meant == null || type(unit) != SegmentLanguageLexer.NAME
                ? null
                : told(first, unit, "a unit stands right behind its number", meant, meant);
    }

    /** What {@code 90days} means; null if it is no length of time. */
    static @Nullable String duration(String number, String word) {
        String unit = SHORT.contains(word) ? word : UNITS.getOrDefault(word, UNITS.get(word + "s"));
        return unit == null || number.contains(".") && !unit.equals("km") && !unit.equals("mi") ? null : number + unit;
    }

    /** {@code exists(trait.plan)}, {@code not exists trait.plan}. */
    private @Nullable ExpressionError exists() {
        int first = isSign(at + 1, "(") ? at + 2 : at + 1;
        int last = first;
        while (isSign(last + 1, ".")) {
            last += 2;
        }
        boolean not = type(at - 1) == SegmentLanguageLexer.NOT;
        boolean starts = type(first) == SegmentLanguageLexer.NAME && last > first && last < tokens.size();
        if (!starts) {
            return null;
        }
        String test = text(first, last) + (not ? " not exists" : " exists");
        int end = first == at + 2 && isSign(last + 1, ")") ? last + 1 : last;
        return told(not ? at - 1 : at, end, "exists stands behind a value", test, test);
    }

    /** {@code is null}, {@code is not null}, {@code is "DE"}. */
    private ExpressionError is() {
        boolean not = type(at + 1) == SegmentLanguageLexer.NOT;
        int value = not ? at + 2 : at + 1;
        if (isWord(value, "null", "empty", "missing", "unknown", "none")) {
            String test = not ? "exists" : "not exists";
            return told(at, value, "a value that is missing does not exist", test, test);
        }
        String sign = not ? "!=" : "=";
        return told(at, not ? at + 1 : at, "unexpected is", sign, sign);
    }

    private @Nullable ExpressionError sign() {
        if (isSign(at, "[") && type(at - 1) == SegmentLanguageLexer.IN) {
            return told(at, at, "unexpected [", "a list in round brackets, such as (\"DE\", \"AT\")", "(");
        }
        boolean number = type(at - 1) == SegmentLanguageLexer.NUMBER && type(at + 1) == SegmentLanguageLexer.NUMBER;
        if (!isSign(at, ",") || !number) {
            return null;
        }
        String meant = text(at - 1) + (text(at + 1).matches("[0-9]{3}(\\..*)?") ? "" : ".") + text(at + 1);
        return told(at - 1, at + 1, "a number has no commas", meant, meant);
    }

    private ExpressionError told(int first, int last, String message, String expected, String suggestion) {
        return Refusal.suggesting(tokens.get(first), text(first, last), message, expected, suggestion)
                .error();
    }

    private String text(int first, int last) {
        Token start = tokens.get(first);
        return start.getInputStream()
                .getText(Interval.of(start.getStartIndex(), tokens.get(last).getStopIndex()));
    }

    private String text(int index) {
        return index < 0 || index >= tokens.size() ? "" : tokens.get(index).getText();
    }

    private int type(int index) {
        return index < 0 || index >= tokens.size()
                ? Token.EOF
                : tokens.get(index).getType();
    }

    private boolean isWord(int index, String... words) {
        return type(index) == SegmentLanguageLexer.NAME
                && List.of(words).contains(text(index).toLowerCase(Locale.ROOT));
    }

    private boolean isSign(int index, String... signs) {
        return List.of(signs).contains(text(index));
    }
}
