package dev.millrace.segment.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;

/** Days that come again every year. 29 February is kept on 28 February in other years. */
final class OracleDates {

    private OracleDates() {}

    /** The start of the day that comes next or is today. */
    static Optional<Object> anniversary(Object date, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return day(date, zone)
                .map(MonthDay::from)
                .or(() -> monthDay(text(date)))
                .map(day -> day.atYear(today.getYear()).isBefore(today)
                        ? day.atYear(today.getYear() + 1)
                        : day.atYear(today.getYear()))
                .map(day -> Moment.of(day.atStartOfDay(zone).toInstant()));
    }

    /** Whole years: one more on each anniversary. */
    static Optional<Object> years(Object date, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return day(date, zone).map(born -> {
            LocalDate thisYear = MonthDay.from(born).atYear(today.getYear());
            int years = today.getYear() - born.getYear() - (thisYear.isAfter(today) ? 1 : 0);
            return BigDecimal.valueOf(years);
        });
    }

    /** An instant, also one that is told as text. */
    static Optional<Moment> instant(Object value) {
        if (value instanceof Moment moment) {
            return Optional.of(moment);
        }
        try {
            return Optional.of(Moment.of(Instant.parse(text(value))));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    private static Optional<MonthDay> monthDay(String text) {
        try {
            return text.matches("(--)?[0-9]{2}-[0-9]{2}")
                    ? Optional.of(MonthDay.parse("--" + text.replace("--", "")))
                    : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The day that is told, or that an instant falls on. */
    private static Optional<LocalDate> day(Object date, ZoneId zone) {
        Optional<Moment> instant = instant(date);
        if (instant.isPresent()) {
            return Optional.of(Instant.ofEpochMilli(instant.get()
                            .millis()
                            .setScale(0, RoundingMode.FLOOR)
                            .longValue())
                    .atZone(zone)
                    .toLocalDate());
        }
        try {
            return Optional.of(LocalDate.parse(text(date)));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static String text(Object value) {
        return value instanceof Told told ? told.text() : value.toString();
    }
}
