package dev.millrace.segment.rule;

import org.jspecify.annotations.Nullable;

/**
 * Why a text is no rule, and where.
 *
 * @param line counted from 1, and {@code column} too
 */
public record ExpressionError(
        int line,
        int column,
        String message,
        @Nullable String found,
        @Nullable String expected,
        @Nullable String suggestion) {}
