package dev.millrace.trigger.rest;

import dev.millrace.trigger.campaign.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of every error. The first problem stands in the error itself, all of them in {@code problems}. */
record ErrorView(Error error) {

    record Error(
            String code,
            String message,
            @Nullable String path,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String found,
            @Nullable String expected,
            @Nullable String suggestion,
            @Nullable List<Problem> problems) {}

    static ErrorView of(ApiFailure failure) {
        String message = failure.getMessage() == null ? failure.code() : failure.getMessage();
        if (failure.problems().isEmpty()) {
            return new ErrorView(new Error(failure.code(), message, null, null, null, null, null, null, null));
        }
        Problem first = failure.problems().get(0);
        return new ErrorView(new Error(
                failure.code(),
                message,
                first.path(),
                first.line(),
                first.column(),
                first.found(),
                first.expected(),
                first.suggestion(),
                failure.problems()));
    }
}
