package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.digest.StableDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A day that comes once a year, by a date that a trait tells, at a time by the clock on the customer's wall.
 *
 * <p>segment-service says when the day draws near, by a segment of ours that begins {@link #LEAD} early: time zones, and what
 * the two services take for the customer's, differ by no more. The exact instant is reckoned here, of the trait as it is then.
 *
 * @param trait such as {@code birthday} or {@code address.since}
 * @param offset in days: -7 is a week before the day, 3 three days after it
 */
public record Anniversary(String trait, int offset, LocalTime at) {

    static final int LEAD_DAYS = 2;

    /** How long after the segment is entered the day comes at the latest, if it is for this day that it was entered. */
    private static final Duration LATEST = Duration.ofDays(LEAD_DAYS + 3);

    private static final String SEGMENT = "campaign-date-";

    /** The same for the same question, so that campaigns share one. */
    public String segment() {
        return SEGMENT + StableDigest.id(expression()).substring(0, 16);
    }

    /** Whether the segment is one that a campaign needs for its start. */
    public static boolean isSegment(String id) {
        return id.startsWith(SEGMENT);
    }

    /** As the segment language asks whether the day draws near. */
    public String expression() {
        return "anniversary(trait." + trait + ") within " + (Math.max(0, -offset) + LEAD_DAYS) + "d";
    }

    /** What the trait says; empty if there is none. */
    public String said(JsonNode traits) {
        JsonNode said = traits;
        for (String name : trait.split("\\.")) {
            said = said.path(name);
        }
        return said.asText("");
    }

    /**
     * When it is time, if that is a day of those that the entering of the segment was about.
     *
     * @param said the trait's text
     * @param entered when the segment was entered
     * @param within how long ago it may have been time by then: somebody may tell their birthday on the day itself
     */
    public Optional<Instant> next(String said, ZoneId zone, Instant entered, Duration within) {
        LocalDate date = date(said, zone);
        MonthDay day = date == null ? day(said) : MonthDay.from(date);
        if (day == null) {
            return Optional.empty();
        }
        Instant earliest = entered.minus(within);
        Instant latest = entered.plus(LATEST).plus(Duration.ofDays(Math.max(0, offset)));
        int year = latest.atZone(zone).getYear();
        for (int i = 1; i >= -2; i--) {
            LocalDate comes = day.atYear(year + i);
            Instant time = comes.plusDays(offset).atTime(at).atZone(zone).toInstant();
            // the day on which it all began is no anniversary
            boolean isLater = date == null || comes.getYear() > date.getYear();
            if (isLater && !time.isBefore(earliest) && !time.isAfter(latest)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    /** {@code 1990-05-17}, or an instant, whose day depends on the zone. */
    private static @Nullable LocalDate date(String said, ZoneId zone) {
        String text = said.strip();
        try {
            if (text.length() <= 10) {
                return text.length() == 10 ? LocalDate.parse(text) : null;
            }
            return text.endsWith("Z") || text.lastIndexOf('+') > 10
                    ? LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), zone)
                    : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    /** {@code --05-17} or {@code 05-17}. The 29th of February is kept on the 28th in other years. */
    private static @Nullable MonthDay day(String said) {
        String text = said.strip();
        try {
            return MonthDay.parse(text.startsWith("--") ? text : "--" + text);
        } catch (DateTimeException noDay) {
            return null;
        }
    }
}
