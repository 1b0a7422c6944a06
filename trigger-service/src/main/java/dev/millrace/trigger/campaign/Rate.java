package dev.millrace.trigger.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many in a second, minute or hour, one after another and not all at its beginning. */
public record Rate(int count, Duration per) {

    static final String EXPECTED = "a rate such as 50/s, 1000/m or 20000/h";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})\\s*/\\s*([smh])");

    public Rate {
        if (count < 1) {
            throw new IllegalArgumentException("a rate is 1 or more");
        }
    }

    static Optional<Rate> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        Duration per =
                switch (matcher.group(2).charAt(0)) {
                    case 's' -> Duration.ofSeconds(1);
                    case 'm' -> Duration.ofMinutes(1);
                    case 'h' -> Duration.ofHours(1);
                    default -> throw new IllegalStateException("the form allows no other unit");
                };
        return Optional.of(new Rate(Integer.parseInt(matcher.group(1)), per));
    }

    /** How long after the first one this one comes, counted from 0. */
    public Duration offset(long place) {
        long perNanos = per.toNanos();
        // whole periods first: the product of both would outgrow a long
        return per.multipliedBy(place / count).plusNanos(perNanos * (place % count) / count);
    }
}
