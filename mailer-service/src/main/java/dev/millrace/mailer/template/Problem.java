package dev.millrace.mailer.template;

import org.jspecify.annotations.Nullable;

/**
 * Why a template is refused, for its author.
 *
 * @param path the part of the template: {@code subject}, {@code preheader}, {@code mjml} or {@code text},
 *     and of a variant {@code variants.NAME.subject}
 * @param line from 1, and {@code column} from 1; 0 if the whole part is meant
 * @param message what is wrong and what to do
 */
public record Problem(
        String path,
        int line,
        int column,
        String message,
        @Nullable String found,
        @Nullable String expected,
        @Nullable String suggestion) {

    static Problem at(String path, int line, int column, String message) {
        return new Problem(path, line, column, message, null, null, null);
    }

    /** The same, of a template among several. */
    public Problem of(String template) {
        return new Problem(template + "/" + path, line, column, message, found, expected, suggestion);
    }

    /** The same, of something within the template. */
    Problem within(String part) {
        return new Problem(part + "." + path, line, column, message, found, expected, suggestion);
    }

    static Problem whole(String path, String message) {
        return at(path, 0, 0, message);
    }
}
