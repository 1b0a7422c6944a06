package dev.millrace.trigger.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final QuietHours NIGHT = quiet("21:00", "08:00", 30);

    /** Days on which some clock changes: London, New York, Lord Howe (by half an hour), Samoa (a day is left out). */
    private static final List<Instant> CHANGES = List.of(
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-03-08T07:00:00Z"),
            Instant.parse("2026-11-01T06:00:00Z"),
            Instant.parse("2026-04-04T15:00:00Z"),
            Instant.parse("2011-12-30T10:00:00Z"));

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/London",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "+12:00",
            "-12:00",
            "+14:00",
            "Pacific/Kiritimati");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-02T20:59:59.999Z, false",
        "2026-03-02T21:00:00Z, true",
        "2026-03-03T00:00:00Z, true",
        "2026-03-03T07:59:59.999Z, true",
        "2026-03-03T08:00:00Z, false",
    })
    void should_be_quiet_over_midnight(Instant at, boolean quiet) {
        assertThat(NIGHT.isQuiet(at, ZoneId.of("UTC"))).isEqualTo(quiet);
    }

    @Test
    void should_be_quiet_within_a_day() {
        QuietHours noon = quiet("12:00", "13:30", 0);

        assertThat(noon.isQuiet(Instant.parse("2026-03-02T12:00:00Z"), ZoneId.of("UTC")))
                .isTrue();
        assertThat(noon.isQuiet(Instant.parse("2026-03-02T13:30:00Z"), ZoneId.of("UTC")))
                .isFalse();
        assertThat(noon.isQuiet(Instant.parse("2026-03-02T11:30:00Z"), ZoneId.of("+01:00")))
                .isTrue();
    }

    @ParameterizedTest(name = "quiet {0} to {1} in {2}, from {3} on: ends {4}")
    @CsvSource({
        "21:00, 08:00, Europe/Berlin, 2026-03-28T22:00:00Z, 2026-03-29T06:00:00Z",
        "21:00, 08:00, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T07:00:00Z",
        "21:00, 02:30, Europe/Berlin, 2026-03-28T22:00:00Z, 2026-03-29T01:00:00Z",
        "21:00, 02:30, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T00:30:00Z",
        "21:00, 02:30, Europe/Berlin, 2026-10-25T01:00:00Z, 2026-10-25T01:30:00Z",
        "02:30, 08:00, Europe/Berlin, 2026-10-25T00:45:00Z, 2026-10-25T01:00:00Z",
        "21:00, 08:00, Pacific/Apia,  2011-12-30T09:00:00Z, 2011-12-30T18:00:00Z",
    })
    void should_end_by_the_clock_also_when_it_changes(
            String from, String until, ZoneId zone, Instant quiet, Instant expected) {
        assertThat(quiet(from, until, 0).endAfter(quiet, zone)).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void should_end_at_the_first_minute_that_is_not_quiet(
            @ForAll("anyHours") QuietHours hours, @ForAll("anyZone") ZoneId zone, @ForAll("aroundChanges") Instant at) {
        if (!hours.isQuiet(at, zone)) {
            return;
        }
        Instant minute = at;
        while (hours.isQuiet(minute, zone)) {
            minute = minute.plusSeconds(60);
        }

        assertThat(hours.endAfter(at, zone)).isEqualTo(minute);
    }

    @Property(tries = 5000)
    void should_never_release_into_quiet_hours_and_always_later(
            @ForAll("anyHours") QuietHours hours,
            @ForAll("anyZone") ZoneId zone,
            @ForAll("aroundChanges") Instant at,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double share) {
        if (!hours.isQuiet(at, zone)) {
            return;
        }
        Instant release = hours.release(at, zone, share);

        assertThat(hours.isQuiet(release, zone)).isFalse();
        assertThat(release).isAfter(at).isBefore(at.plus(Duration.ofDays(3)));
        assertThat(release).isBeforeOrEqualTo(hours.endAfter(at, zone).plus(hours.spread()));
    }

    @Test
    void should_spread_what_waited_evenly() {
        Instant midnight = Instant.parse("2026-03-03T00:00:00Z");

        assertThat(NIGHT.release(midnight, ZoneId.of("UTC"), 0)).isEqualTo("2026-03-03T08:00:00Z");
        assertThat(NIGHT.release(midnight, ZoneId.of("UTC"), 0.5)).isEqualTo("2026-03-03T08:15:00Z");
    }

    @Test
    void should_refuse_hours_that_never_begin_or_leave_no_time_for_what_waited() {
        assertThatThrownBy(() -> quiet("08:00", "08:00", 0)).hasMessageContaining("end when they begin");
        assertThatThrownBy(() -> quiet("09:00", "08:00", 60)).hasMessageContaining("before it is quiet again");
        assertThat(quiet("09:00", "08:00", 59).spread()).hasMinutes(59);
    }

    @Provide
    Arbitrary<QuietHours> anyHours() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 24 * 60 - 1);
        return Combinators.combine(minutes, minutes, Arbitraries.integers().between(0, 240))
                .as((from, until, spread) -> new int[] {from, until, spread})
                .filter(it -> Math.floorMod(it[0] - it[1], 24 * 60) > it[2])
                .map(it -> new QuietHours(
                        LocalTime.ofSecondOfDay(it[0] * 60L),
                        LocalTime.ofSecondOfDay(it[1] * 60L),
                        Duration.ofMinutes(it[2])));
    }

    @Provide
    Arbitrary<ZoneId> anyZone() {
        return Arbitraries.of(ZONES).map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> aroundChanges() {
        return Combinators.combine(
                        Arbitraries.of(CHANGES), Arbitraries.integers().between(-40 * 60, 40 * 60))
                .as((change, minutes) -> change.plusSeconds(60L * minutes));
    }

    private static QuietHours quiet(String from, String until, long spread) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(until), Duration.ofMinutes(spread));
    }
}
