package dev.millrace.segment.rule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Durations as the language writes them: {@code 90d}, {@code 1h30m}, {@code 500ms}, {@code 2w}. A day has 24 hours. */
public final class DurationText {

    private static final Map<String, Long> MILLIS = new LinkedHashMap<>();

    private static final long MAX_MILLIS = 36_500 * 86_400_000L;

    static {
        MILLIS.put("d", 86_400_000L);
        MILLIS.put("h", 3_600_000L);
        MILLIS.put("m", 60_000L);
        MILLIS.put("s", 1_000L);
        MILLIS.put("ms", 1L);
    }

    /** Read, and printed as days. */
    private static final long WEEK = 7 * 86_400_000L;

    private DurationText() {}

    /**
     * @throws ArithmeticException if it is longer than 36500 days
     */
    public static Duration parse(String text) {
        long total = 0;
        int start = 0;
        while (start < text.length()) {
            int unit = start;
            while (Character.isDigit(text.charAt(unit))) {
                unit++;
            }
            int end = unit;
            while (end < text.length() && !Character.isDigit(text.charAt(end))) {
                end++;
            }
            String word = text.substring(unit, end);
            Long millis = word.equals("w") ? Long.valueOf(WEEK) : MILLIS.get(word);
            if (millis == null || unit - start > 15) {
                throw new ArithmeticException("a duration out of range: " + text);
            }
            total = Math.addExact(total, Math.multiplyExact(Long.parseLong(text.substring(start, unit)), millis));
            start = end;
        }
        if (total > MAX_MILLIS) {
            throw new ArithmeticException("a duration out of range: " + text);
        }
        return Duration.ofMillis(total);
    }

    public static String print(Duration duration) {
        long rest = duration.abs().toMillis();
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "");
        for (Map.Entry<String, Long> unit : MILLIS.entrySet()) {
            long whole = rest / unit.getValue();
            if (whole > 0) {
                text.append(whole).append(unit.getKey());
            }
            rest %= unit.getValue();
        }
        return duration.isZero() ? "0s" : text.toString();
    }
}
