package dev.millrace.trigger.policy.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When marketing mail waits, by the customer's clock: from {@code from} on until before {@code until}, over midnight if that
 * is earlier. What waited goes out spread over the time after.
 *
 * @param spread over how long; 0 lets all go at once
 */
public record QuietHours(LocalTime from, LocalTime until, Duration spread) {

    /** A zone can skip a whole day, as Samoa did. */
    private static final int DAYS_LOOKED_AHEAD = 3;

    public QuietHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("quiet hours end when they begin");
        }
        if (spread.isNegative() || spread.compareTo(loud(from, until)) >= 0) {
            throw new IllegalArgumentException("what waited goes out before it is quiet again");
        }
    }

    public boolean isQuiet(Instant instant, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(instant, zone);
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    /** The first instant after this quiet one at which it is no longer quiet. */
    public Instant endAfter(Instant quiet, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(quiet, zone);
        ZoneRules rules = zone.getRules();
        Stream<Instant> byTheClock = LongStream.rangeClosed(-1, DAYS_LOOKED_AHEAD)
                .mapToObj(day::plusDays)
                .flatMap(date -> rules.getValidOffsets(date.atTime(until)).stream()
                        .map(offset -> date.atTime(until).toInstant(offset)));
        return Stream.concat(byTheClock, changes(quiet, rules))
                .filter(end -> end.isAfter(quiet) && !isQuiet(end, zone))
                .min(Instant::compareTo)
                .orElseThrow(() -> new IllegalStateException("every few days it is " + until + " somewhere"));
    }

    /**
     * When a send that fell into quiet hours goes out.
     *
     * @param share from 0 up to 1: where in the time over which sends are spread
     */
    public Instant release(Instant quiet, ZoneId zone, double share) {
        Instant end = endAfter(quiet, zone);
        Instant spreadOut = end.plusMillis((long) (spread.toMillis() * share));
        return isQuiet(spreadOut, zone) ? end : spreadOut;
    }

    /** Where the clock is put forward over the end, or back before the beginning, it is loud from there on. */
    private static Stream<Instant> changes(Instant quiet, ZoneRules rules) {
        ZoneOffsetTransition next = rules.nextTransition(quiet);
        return next == null ? Stream.empty() : Stream.of(next.getInstant());
    }

    private static Duration loud(LocalTime from, LocalTime until) {
        Duration loud = Duration.between(until, from);
        return loud.isNegative() ? loud.plusDays(1) : loud;
    }
}
