package dev.millrace.segment.docs;

import dev.millrace.segment.rule.ExpressionError;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error or a warning as a row of a table shows it; empty where there is nothing to say.
 *
 * @param at line and column
 */
record Complaint(String at, String message, String found, String expected, String suggestion) {

    static Complaint told(List<String> row) {
        return new Complaint(row.get(1), row.get(2), row.get(3), row.get(4), row.get(5));
    }

    /** What warnings expect says nothing that their message doesn't. */
    static Complaint told(String at, String message, String found, String suggestion) {
        return new Complaint(at, message, found, "", suggestion);
    }

    static Complaint refusal(String text, Map<String, String> parameters) {
        if (ExpressionParser.parse(text, parameters) instanceof ParsedExpression.Invalid invalid) {
            return of(invalid.error(), invalid.error().expected());
        }
        throw new AssertionError("no error at all: " + text);
    }

    static Complaint warning(String text, Map<String, String> parameters) {
        if (ExpressionParser.parse(text, parameters) instanceof ParsedExpression.Valid valid
                && valid.warnings().size() == 1) {
            return of(valid.warnings().get(0), null);
        }
        throw new AssertionError("no single warning: " + text);
    }

    private static Complaint of(ExpressionError error, @Nullable String expected) {
        return new Complaint(
                error.line() + ":" + error.column(),
                error.message(),
                Objects.requireNonNullElse(error.found(), ""),
                Objects.requireNonNullElse(expected, ""),
                Objects.requireNonNullElse(error.suggestion(), ""));
    }
}
