package dev.millrace.quickstart.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Reads the time of a row: an instant, a local date and time, or a date (then midnight), with or without dashes. */
final class RowTime {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-M-d['T'][' ']H:mm[:ss]")
            .toFormatter(java.util.Locale.ROOT);

    private RowTime() {}

    static Optional<Instant> parse(String text, ZoneId zone) {
        try {
            if (text.matches("\\d{8}")) {
                return Optional.of(midnight(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE), zone));
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(midnight(LocalDate.parse(text), zone));
            }
            if (text.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return Optional.of(LocalDateTime.parse(text, LOCAL).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant midnight(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
