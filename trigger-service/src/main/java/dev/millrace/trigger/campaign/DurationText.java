package dev.millrace.trigger.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the segment language writes them: a whole number and one of {@code s m h d}, longer than 0, at most 3660 days. */
public final class DurationText {

    static final String EXPECTED = "a duration such as 30s, 10m, 24h or 7d";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(3660);

    private DurationText() {}

    /** Empty when the text is not such a duration. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2).charAt(0)) {
                    case 's' -> Duration.ofSeconds(count);
                    case 'm' -> Duration.ofMinutes(count);
                    case 'h' -> Duration.ofHours(count);
                    case 'd' -> Duration.ofDays(count);
                    default -> throw new IllegalStateException("the form allows no other unit");
                };
        boolean inRange = !duration.isZero() && duration.compareTo(LONGEST) <= 0;
        return inRange ? Optional.of(duration) : Optional.empty();
    }
}
