package dev.millrace.segment.customer;

import java.util.Locale;
import java.util.regex.Pattern;

/** How the segment language spells an event: {@code Order Completed} is {@code order_completed}. */
public final class EventName {

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private EventName() {}

    public static String snakeCase(String name) {
        String joined = SEPARATORS.matcher(name.strip()).replaceAll("_").toLowerCase(Locale.ROOT);
        int start = joined.startsWith("_") ? 1 : 0;
        int end = joined.length() > start && joined.endsWith("_") ? joined.length() - 1 : joined.length();
        return joined.substring(start, end);
    }
}
