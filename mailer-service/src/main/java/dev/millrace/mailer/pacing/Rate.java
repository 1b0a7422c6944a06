package dev.millrace.mailer.pacing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many mails in a time: {@code 20/s}, {@code 300/m}, {@code 5000/h}, {@code 50/d}. */
public record Rate(long mails, Duration in) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})/([smhd])");

    public Rate {
        if (mails <= 0 || in.isNegative() || in.isZero()) {
            throw new IllegalArgumentException("a rate is some mails in some time");
        }
    }

    /** @throws IllegalArgumentException if the text is no rate */
    public static Rate of(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no rate; expected one such as 20/s, 300/m, 5000/h or 50/d");
        }
        Duration in =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    case "h" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        return new Rate(Long.parseLong(parts.group(1)), in);
    }

    /** From one mail to the next. */
    Duration interval() {
        return in.dividedBy(mails);
    }
}
