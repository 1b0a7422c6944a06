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

    /** The largest first. */
    private enum Unit {
        DAY(86_400, "d"),
        HOUR(3_600, "h"),
        MINUTE(60, "m"),
        SECOND(1, "s");

        private final long seconds;
        private final String letter;

        Unit(long seconds, String letter) {
            this.seconds = seconds;
            this.letter = letter;
        }
    }

    private DurationText() {}

    /** Empty when the text is not such a duration. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        for (Unit unit : Unit.values()) {
            if (unit.letter.equals(matcher.group(2))) {
                Duration duration = Duration.ofSeconds(count * unit.seconds);
                boolean inRange = !duration.isZero() && duration.compareTo(LONGEST) <= 0;
                return inRange ? Optional.of(duration) : Optional.empty();
            }
        }
        throw new IllegalStateException("the form allows no other unit");
    }

    /** In the largest unit that fits; parts of a second are left out. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        for (Unit unit : Unit.values()) {
            if (seconds % unit.seconds == 0) {
                return seconds / unit.seconds + unit.letter;
            }
        }
        throw new IllegalStateException("a second fits");
    }
}
