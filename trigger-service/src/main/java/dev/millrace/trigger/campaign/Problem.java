package dev.millrace.trigger.campaign;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a campaign document.
 *
 * @param path the place in the document, such as {@code steps[1].wait}; empty for the document as a whole
 * @param message what was found, what was expected, what to do
 * @param line of a document that can't be read, or of an expression at {@code path}, counted from 1
 */
public record Problem(
        String path,
        String message,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String found,
        @Nullable String expected,
        @Nullable String suggestion) {

    public static Problem at(String path, String message) {
        return new Problem(path, message, null, null, null, null, null);
    }
}
