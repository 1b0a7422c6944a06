package dev.millrace.segment.customer;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How the segment language spells an event: {@code Order Completed} is {@code order_completed}. */
public final class EventName {

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Names repeat, and spelling one anew costs more than folding its event. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private static final int MAX_KNOWN = 10_000;

    private EventName() {}

    public static String snakeCase(String name) {
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        String spelt = spelt(name);
        if (KNOWN.size() < MAX_KNOWN) {
            KNOWN.put(name, spelt);
        }
        return spelt;
    }

    private static String spelt(String name) {
        String joined = SEPARATORS.matcher(name.strip()).replaceAll("_").toLowerCase(Locale.ROOT);
        int start = joined.startsWith("_") ? 1 : 0;
        int end = joined.length() > start && joined.endsWith("_") ? joined.length() - 1 : joined.length();
        return joined.substring(start, end);
    }
}
