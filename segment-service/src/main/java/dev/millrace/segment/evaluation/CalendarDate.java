package dev.millrace.segment.evaluation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A day of the year that comes again, as people tell a birthday: 29 February is kept on 28 February in other years. */
record CalendarDate(@Nullable Integer year, MonthDay day) {

    /** {@code 1990-05-17}, {@code --05-17}, {@code 05-17}, or an instant, whose day depends on the zone; null for others. */
    static @Nullable CalendarDate parse(String text, ZoneId zone) {
        try {
            String date = text.strip();
            if (date.length() > 10) {
                return of(
                        date.endsWith("Z") || date.lastIndexOf('+') > 10
                                ? LocalDate.ofInstant(OffsetDateTime.parse(date).toInstant(), zone)
                                : LocalDate.parse(date.substring(0, 10)));
            }
            if (date.length() == 10) {
                return of(LocalDate.parse(date));
            }
            return new CalendarDate(null, MonthDay.parse(date.startsWith("--") ? date : "--" + date));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    static CalendarDate of(LocalDate date) {
        return new CalendarDate(date.getYear(), MonthDay.from(date));
    }

    /** The start of its day that is, or comes next. */
    long next(long at, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        LocalDate thisYear = day.atYear(today.getYear());
        return start(thisYear.isBefore(today) ? day.atYear(today.getYear() + 1) : thisYear, zone);
    }

    /** The end of the day that starts then. */
    static long endOfDay(long start, ZoneId zone) {
        return start(LocalDate.ofInstant(Instant.ofEpochMilli(start), zone).plusDays(1), zone);
    }

    /** Whole years since then; null without a year. */
    @Nullable
    Long years(long at, ZoneId zone) {
        if (year == null) {
            return null;
        }
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        long years = today.getYear() - (long) year;
        return day.atYear(today.getYear()).isAfter(today) ? years - 1 : years;
    }

    /** When the whole years change next. */
    long nextYear(long at, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        LocalDate thisYear = day.atYear(today.getYear());
        return start(thisYear.isAfter(today) ? thisYear : day.atYear(today.getYear() + 1), zone);
    }

    private static long start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone)
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS)
                .toEpochMilli();
    }
}
