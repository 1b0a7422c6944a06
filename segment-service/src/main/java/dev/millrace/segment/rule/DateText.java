package dev.millrace.segment.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days of the calendar as the language writes them: {@code 2026-11-27}. */
final class DateText {

    static final String EXAMPLE = "\"2026-11-27\"";
    static final String REFUSED = "no day of the calendar, written year-month-day";

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[T ].*)?");
    private static final Pattern YEAR_LAST = Pattern.compile("([0-9]{1,2})\\. ?([0-9]{1,2})\\. ?([0-9]{4})");

    private DateText() {}

    static @Nullable LocalDate parse(String text) {
        try {
            return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /** The day that was meant by another way to write it; a day that could be either of two is none. */
    static @Nullable String meant(String text) {
        Matcher first = YEAR_FIRST.matcher(text);
        if (first.matches()) {
            return day(first.group(1), first.group(2), first.group(3));
        }
        Matcher last = YEAR_LAST.matcher(text);
        return last.matches() ? day(last.group(3), last.group(2), last.group(1)) : null;
    }

    private static @Nullable String day(String year, String month, String day) {
        String text = year + "-" + "0".repeat(2 - month.length()) + month + "-" + "0".repeat(2 - day.length()) + day;
        return parse(text) == null ? null : text;
    }
}
