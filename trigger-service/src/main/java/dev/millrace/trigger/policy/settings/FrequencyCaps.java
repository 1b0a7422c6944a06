package dev.millrace.trigger.policy.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much marketing mail of all campaigns a customer gets at most. The first cap whose segment they are in holds. */
public record FrequencyCaps(List<Cap> caps) {

    public static final FrequencyCaps NONE = new FrequencyCaps(List.of());

    /** @param segment null: everybody */
    public record Cap(@Nullable String segment, List<Limit> limits) {

        public Cap {
            limits = List.copyOf(limits);
        }
    }

    /** So many at most in any window of that length. */
    public record Limit(Window window, int most) {

        public Limit {
            if (most < 1 || most > 1000) {
                throw new IllegalArgumentException("a cap is a number from 1 to 1000");
            }
        }
    }

    /** A rolling window. A month is 31 days, so that no month of the calendar ever has more. */
    public enum Window {
        DAY(1),
        WEEK(7),
        MONTH(31);

        private final Duration length;

        Window(int days) {
            this.length = Duration.ofDays(days);
        }

        public Duration length() {
            return length;
        }
    }

    public FrequencyCaps {
        caps = List.copyOf(caps);
    }

    public Optional<Cap> of(Set<String> segments) {
        return caps.stream()
                .filter(cap -> cap.segment() == null || segments.contains(cap.segment()))
                .findFirst();
    }
}
