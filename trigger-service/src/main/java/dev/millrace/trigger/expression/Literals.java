package dev.millrace.trigger.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain values as the segment language writes them. */
final class Literals {

    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS.getDuration(),
            "s", ChronoUnit.SECONDS.getDuration(),
            "m", ChronoUnit.MINUTES.getDuration(),
            "h", ChronoUnit.HOURS.getDuration(),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Literals() {}

    static Duration duration(Token token) {
        try {
            Duration duration = Duration.ZERO;
            Matcher part = PART.matcher(token.text());
            while (part.find()) {
                duration = duration.plus(
                        UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))));
            }
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (ArithmeticException | NumberFormatException | DateTimeException tooLong) {
            // told below
        }
        throw new Refusal(token.start(), "found \"" + token.text() + "\"; expected a duration of at most 36500d");
    }

    static String text(Token token) {
        String quoted = token.text();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                c = quoted.charAt(i) == 'n' ? '\n' : quoted.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
