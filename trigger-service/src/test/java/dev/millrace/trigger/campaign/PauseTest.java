package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource({
        "24h, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z",
        "1s,  2028-02-29T23:59:59Z, 2028-03-01T00:00:00Z",
    })
    void should_last_as_long_whatever_the_clocks_do(String duration, Instant begin, Instant end) {
        Pause pause = new Pause.For(DurationText.parse(duration).orElseThrow());

        assertThat(pause.endAfter(begin, ZoneId.of("Europe/Berlin"))).isEqualTo(end);
    }

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource({
        // strictly after: at the time itself it is the next day's
        "10:00, UTC,              2026-03-02T09:59:59.999Z, 2026-03-02T10:00:00Z",
        "10:00, UTC,              2026-03-02T10:00:00Z,     2026-03-03T10:00:00Z",
        // the farthest zones, where it is another day
        "10:00, Etc/GMT+12,       2026-03-02T10:00:00Z,     2026-03-02T22:00:00Z",
        "10:00, Etc/GMT-12,       2026-03-02T10:00:00Z,     2026-03-02T22:00:00Z",
        "10:00, Etc/GMT-14,       2026-03-02T21:00:00Z,     2026-03-03T20:00:00Z",
        "00:00, Pacific/Chatham,  2026-03-02T10:00:00Z,     2026-03-02T10:15:00Z",
        // the clock goes forward from 02:00 to 03:00
        "02:30, Europe/Berlin,    2026-03-28T12:00:00Z,     2026-03-29T01:30:00Z",
        "02:30, Europe/Berlin,    2026-03-29T01:30:00Z,     2026-03-30T00:30:00Z",
        // the clock goes back from 03:00 to 02:00
        "02:30, Europe/Berlin,    2026-10-24T12:00:00Z,     2026-10-25T00:30:00Z",
        "02:30, Europe/Berlin,    2026-10-25T00:30:00Z,     2026-10-26T01:30:00Z",
        // a whole day that never was
        "10:00, Pacific/Apia,     2011-12-29T21:00:00Z,     2011-12-30T20:00:00Z",
        // leap days
        "10:00, UTC,              2028-02-28T11:00:00Z,     2028-02-29T10:00:00Z",
        "10:00, UTC,              2027-02-28T11:00:00Z,     2027-03-01T10:00:00Z",
    })
    void should_end_when_the_clock_on_the_wall_shows_the_time_next(
            LocalTime time, ZoneId zone, Instant begin, Instant end) {
        assertThat(new Pause.Until(time, Set.of(), null).endAfter(begin, zone)).isEqualTo(end);
        assertThat(new Pause.Until(time, Set.of(), zone).endAfter(begin, UTC)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:00:00Z, MONDAY,   2026-03-02T10:00:00Z",
        "2026-03-02T10:00:00Z, MONDAY,   2026-03-09T10:00:00Z",
        "2026-03-02T10:00:00Z, TUESDAY,  2026-03-03T10:00:00Z",
        "2026-03-02T10:00:00Z, SUNDAY,   2026-03-08T10:00:00Z",
        "2028-02-28T10:00:00Z, TUESDAY,  2028-02-29T10:00:00Z",
    })
    void should_end_on_one_of_the_days(Instant begin, DayOfWeek day, Instant end) {
        assertThat(new Pause.Until(LocalTime.of(10, 0), Set.of(day), null).endAfter(begin, UTC))
                .isEqualTo(end);
    }

    /** Against looking at every minute that comes. */
    @Property(tries = 300)
    void should_end_at_the_first_such_minute(
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long begin,
            @ForAll @IntRange(min = 0, max = 1439) int minute,
            @ForAll @Size(min = 1, max = 3) Set<DayOfWeek> days,
            @ForAll @IntRange(min = 0, max = 5) int zoneNumber) {
        ZoneId zone = ZoneId.of(new String[] {
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Etc/GMT+12",
                    "Pacific/Kiritimati"
                }
                [zoneNumber]);
        LocalTime time = LocalTime.MIN.plusMinutes(minute);
        Instant from = Instant.ofEpochSecond(begin);

        Instant end = new Pause.Until(time, EnumSet.copyOf(days), null).endAfter(from, zone);

        assertThat(end).isAfter(from);
        assertThat(days).contains(end.atZone(zone).getDayOfWeek());
        Instant shown = firstShown(from, time, days, zone, end);
        if (shown == null) {
            // left out by a change of the clock: as much later as is left out
            assertThat(end.atZone(zone).toLocalTime()).isAfter(time);
        } else {
            assertThat(end).isEqualTo(shown);
        }
    }

    private static Instant firstShown(Instant from, LocalTime time, Set<DayOfWeek> days, ZoneId zone, Instant last) {
        Instant minute = Instant.ofEpochSecond(from.getEpochSecond() / 60 * 60);
        while (!minute.isAfter(last)) {
            ZonedDateTime shown = minute.atZone(zone);
            boolean first = shown.equals(shown.withEarlierOffsetAtOverlap());
            if (minute.isAfter(from)
                    && shown.toLocalTime().equals(time)
                    && days.contains(shown.getDayOfWeek())
                    && first) {
                return minute;
            }
            minute = minute.plus(Duration.ofMinutes(1));
        }
        return null;
    }
}
