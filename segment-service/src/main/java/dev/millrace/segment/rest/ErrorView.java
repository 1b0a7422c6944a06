package dev.millrace.segment.rest;

import dev.millrace.segment.rule.ExpressionError;
import org.jspecify.annotations.Nullable;

/** What went wrong, for a machine ({@code code}) and for a person ({@code message}); the place where one is known. */
record ErrorView(Problem error) {

    record Problem(
            String code,
            String message,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String found,
            @Nullable String expected,
            @Nullable String suggestion) {}

    static ErrorView of(String code, String message) {
        return new ErrorView(new Problem(code, message, null, null, null, null, null));
    }

    static ErrorView of(ExpressionError error) {
        return new ErrorView(problem("bad-expression", error));
    }

    static Problem problem(String code, ExpressionError error) {
        return new Problem(
                code,
                error.message(),
                error.line(),
                error.column(),
                error.found(),
                error.expected(),
                error.suggestion());
    }
}
