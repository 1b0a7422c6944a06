package dev.millrace.segment.rule;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** Words an error with the place in the text that it speaks of. */
final class Refusal {

    private static final int MAX_QUOTED = 80;

    private Refusal() {}

    static RefusedExpression at(ParserRuleContext place, String message, String expected) {
        return new RefusedExpression(error(place.start, message, textOf(place), expected, List.of()));
    }

    static RefusedExpression at(Token place, String message, String expected) {
        return new RefusedExpression(error(place, message, place.getText(), expected, List.of()));
    }

    /** With what would be right in place of what was found. */
    static RefusedExpression suggesting(
            ParserRuleContext place, String message, String expected, @Nullable String suggestion) {
        return suggesting(place.start, textOf(place), message, expected, suggestion);
    }

    static RefusedExpression suggesting(
            Token place, String found, String message, String expected, @Nullable String suggestion) {
        return new RefusedExpression(new ExpressionError(
                place.getLine(), place.getCharPositionInLine() + 1, message, shortened(found), expected, suggestion));
    }

    /** A name that is none of those known; the nearest of them is suggested. */
    static RefusedExpression unknown(Token place, String message, String found, List<String> names) {
        return new RefusedExpression(error(place, message, found, oneOf(names), names));
    }

    static ExpressionError error(Token place, String message, String found, String expected, List<String> names) {
        return new ExpressionError(
                place.getLine(),
                place.getCharPositionInLine() + 1,
                message,
                shortened(found),
                expected,
                Suggestion.nearest(found, names));
    }

    static String oneOf(List<String> names) {
        return names.size() == 1 ? names.get(0) : "one of " + String.join(", ", names);
    }

    /** As it was written, spaces and all. */
    static String textOf(ParserRuleContext context) {
        Token stop = context.stop == null ? context.start : context.stop;
        return shortened(context.start
                .getInputStream()
                .getText(Interval.of(context.start.getStartIndex(), stop.getStopIndex())));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }
}
