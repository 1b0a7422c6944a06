package dev.millrace.mailer.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many mails a new sender sends on its first days: mailbox providers distrust who comes with many at once. A day's mails are
 * spread over the day. After the last day there is no such bound.
 *
 * @param start when the first day begins
 * @param perDay of each day from then on, a day being 24 hours
 */
public record WarmUp(Instant start, List<Integer> perDay) {

    public WarmUp {
        perDay = List.copyOf(perDay);
        if (perDay.stream().anyMatch(mails -> mails <= 0)) {
            throw new IllegalArgumentException("millrace.smtp.warm-up.per-day has numbers of mails, each at least 1");
        }
    }

    /** What is bound at an instant; before the start as on the first day. */
    Optional<Rate> at(Instant now) {
        long day = Math.max(0, Duration.between(start, now).toDays());
        return day < perDay.size()
                ? Optional.of(new Rate(perDay.get((int) day), Duration.ofDays(1)))
                : Optional.empty();
    }
}
