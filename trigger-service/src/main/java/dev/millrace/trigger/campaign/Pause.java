package dev.millrace.trigger.campaign;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long a wait is that only time ends. */
public sealed interface Pause {

    /**
     * @param zone the customer's
     * @return when a wait that began at the instant is over
     */
    Instant endAfter(Instant begin, ZoneId zone);

    /** So long, whatever the clock on the wall does meanwhile. */
    record For(Duration duration) implements Pause {

        @Override
        public Instant endAfter(Instant begin, ZoneId zone) {
            return begin.plus(duration);
        }
    }

    /**
     * Until the clock on the wall shows this time next, on one of these days. A time that a change of the clock leaves out
     * comes as much later as is left out; of a time that comes twice the first counts.
     *
     * @param zone null takes the customer's
     */
    record Until(LocalTime time, Set<DayOfWeek> days, @Nullable ZoneId zone) implements Pause {

        /** Beyond a week there is no day of the week that was not seen. */
        private static final int MOST_DAYS = 8;

        public Until {
            days = days.isEmpty() ? Set.copyOf(EnumSet.allOf(DayOfWeek.class)) : Set.copyOf(days);
        }

        @Override
        public Instant endAfter(Instant begin, ZoneId customersZone) {
            ZoneId where = zone == null ? customersZone : zone;
            LocalDate today = begin.atZone(where).toLocalDate();
            for (int i = 0; i <= MOST_DAYS; i++) {
                LocalDate day = today.plusDays(i);
                Instant end = day.atTime(time).atZone(where).toInstant();
                if (days.contains(day.getDayOfWeek()) && end.isAfter(begin)) {
                    return end;
                }
            }
            throw new IllegalStateException("every day of the week comes within " + MOST_DAYS + " days");
        }
    }
}
