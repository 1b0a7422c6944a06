package dev.millrace.trigger.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** When marketing messages were sent to a customer, or are about to be: those that count for the caps, the newest first. */
public record SendHistory(List<Instant> sends) {

    /** Nothing older counts for any cap. */
    public static final Duration KEPT = Duration.ofDays(31);

    public static final SendHistory NONE = new SendHistory(List.of());

    public SendHistory {
        sends = sends.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** How many lie in the window that ends now, its beginning left out. */
    int within(Duration window, Instant now) {
        Instant beginning = now.minus(window);
        return (int) sends.stream().filter(at -> at.isAfter(beginning)).count();
    }

    /** The first instant from now on at which another one leaves no window with more than {@code most}. */
    Instant freeAt(int most, Duration window, Instant now) {
        if (within(window, now) < most) {
            return now;
        }
        return sends.get(most - 1).plus(window);
    }
}
