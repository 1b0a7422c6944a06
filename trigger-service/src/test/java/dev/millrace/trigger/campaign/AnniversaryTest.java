package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is time for somebody's day. */
class AnniversaryTest {

    private static final Duration WITHIN = Duration.ofHours(24);

    @ParameterizedTest
    @CsvSource({
        "1990-05-17,                0, 2026-05-15T00:00:00Z, 2026-05-17T08:00:00Z", // Berlin is two hours ahead then
        "--05-17,                   0, 2026-05-15T00:00:00Z, 2026-05-17T08:00:00Z",
        "05-17,                     0, 2026-05-15T00:00:00Z, 2026-05-17T08:00:00Z",
        "1990-05-17T22:30:00Z,      0, 2026-05-16T00:00:00Z, 2026-05-18T08:00:00Z", // which is the 18th in Berlin
        "1990-05-17T23:30:00+02:00, 0, 2026-05-15T00:00:00Z, 2026-05-17T08:00:00Z",
        "1990-05-17T10:00:00,       0, 2026-05-15T00:00:00Z, 2026-05-17T08:00:00Z",
        "1990-05-17,               -7, 2026-05-08T00:00:00Z, 2026-05-10T08:00:00Z",
        "1990-05-17,                3, 2026-05-15T00:00:00Z, 2026-05-20T08:00:00Z",
        "1992-02-29,                0, 2026-02-26T00:00:00Z, 2026-02-28T09:00:00Z",
        "1992-02-29,                0, 2028-02-27T00:00:00Z, 2028-02-29T09:00:00Z",
        "1992-02-29,               -1, 2026-02-25T00:00:00Z, 2026-02-27T09:00:00Z",
        "1990-01-01,               -3, 2026-12-27T00:00:00Z, 2026-12-29T09:00:00Z",
        "1990-12-31,                5, 2026-12-29T00:00:00Z, 2027-01-05T09:00:00Z",
        // told on the day itself, some hours after it was time
        "1990-05-17,                0, 2026-05-17T12:00:00Z, 2026-05-17T08:00:00Z",
    })
    void should_come_on_its_day_by_the_customers_clock(String said, int offset, Instant entered, Instant time) {
        assertThat(next(said, offset, entered)).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "1990-05-17,  0, 2026-05-18T09:00:00Z", // more than a day ago
        "1990-05-17, -7, 2026-05-14T09:00:00Z", // told too late for the week before
        "2026-05-17,  0, 2026-05-17T00:00:00Z", // the day on which it all began
        "1990-06-17,  0, 2026-05-15T00:00:00Z", // corrected to another day meanwhile
        "soon,        0, 2026-05-15T00:00:00Z",
        "'',          0, 2026-05-15T00:00:00Z",
        "1990-02-30,  0, 2026-02-27T00:00:00Z",
    })
    void should_not_come(String said, int offset, Instant entered) {
        assertThat(next(said, offset, entered)).isEmpty();
    }

    @Test
    void should_come_later_by_as_much_as_a_change_of_the_clock_leaves_out() {
        Anniversary early = new Anniversary("birthday", 0, LocalTime.of(2, 30));

        assertThat(early.next("--03-29", ZoneId.of("Europe/Berlin"), Instant.parse("2026-03-27T00:00:00Z"), WITHIN))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void should_look_far_enough_ahead_that_no_zone_is_late() {
        assertThat(new Anniversary("birthday", -7, LocalTime.MIN).expression())
                .isEqualTo("anniversary(trait.birthday) within 9d");
        assertThat(new Anniversary("created_at", 3, LocalTime.MIN).expression())
                .isEqualTo("anniversary(trait.created_at) within 2d");
    }

    /**
     * segment-service says that the day draws near by its own idea of the zone: whichever of the two takes which, there is
     * exactly one time, it has not passed, and it is on the day.
     */
    @Property(tries = 3000)
    void should_come_once_whichever_zones_the_two_services_take(
            @ForAll @IntRange(min = 0, max = 365) int day,
            @ForAll @IntRange(min = -300, max = 300) int offset,
            @ForAll @IntRange(min = 0, max = 23) int hour,
            @ForAll @IntRange(min = 0, max = 3) int theirs,
            @ForAll @IntRange(min = 0, max = 3) int ours) {
        List<ZoneId> zones = List.of(
                ZoneId.of("Pacific/Kiritimati"),
                ZoneId.of("Etc/GMT+12"),
                ZoneId.of("Europe/Berlin"),
                ZoneId.of("America/New_York"));
        MonthDay born = MonthDay.from(LocalDate.of(2000, 1, 1).plusDays(day));
        Anniversary anniversary = new Anniversary("birthday", offset, LocalTime.of(hour, 0));
        LocalDate comes = born.atYear(2026);
        Instant entered = comes.atStartOfDay(zones.get(theirs))
                .toInstant()
                .minus(Duration.ofDays(Math.max(0, -offset) + Anniversary.LEAD_DAYS));

        Optional<Instant> time =
                anniversary.next("2000" + born.toString().substring(1), zones.get(ours), entered, WITHIN);

        assertThat(time).isPresent();
        assertThat(time.get().isBefore(entered)).isFalse();
        assertThat(time.get().atZone(zones.get(ours)).toLocalDate()).isEqualTo(comes.plusDays(offset));
    }

    private static Optional<Instant> next(String said, int offset, Instant entered) {
        return new Anniversary("birthday", offset, LocalTime.of(10, 0))
                .next(said, ZoneId.of("Europe/Berlin"), entered, WITHIN);
    }
}
