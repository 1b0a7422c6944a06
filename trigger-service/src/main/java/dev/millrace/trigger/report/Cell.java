package dev.millrace.trigger.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a figure counts.
 *
 * @param day on which the enrolment started, in UTC: figures of a day are about those who started then, whenever it happened
 * @param heldOut of those who get nothing
 * @param step empty for what concerns the enrolment as a whole
 * @param variant the template of a message; empty for all else
 */
public record Cell(
        String campaign, int version, LocalDate day, boolean heldOut, String step, String variant, String figure) {

    public static LocalDate dayOf(Instant startedAt) {
        return startedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
