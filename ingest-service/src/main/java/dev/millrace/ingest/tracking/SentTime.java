package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.InstantText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an instant the way clients write it: ISO-8601 with or without fractions, zone (then UTC) and time of day (then
 * midnight), and with one-digit months and days, as Segment's own documentation shows. Cut to milliseconds.
 */
final class SentTime {

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
                    + "(?:[Tt ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)? ?([Zz]|UTC|[+-]\\d{2}:?(?:\\d{2})?)?)?");
    private static final int NANO_DIGITS = 9;
    private static final int MAX_LENGTH = 64;

    private SentTime() {}

    /** Empty when it is no text that is an instant. */
    static Optional<Instant> of(JsonNode sent) {
        return sent.isTextual() ? parse(sent.textValue()) : Optional.empty();
    }

    /** Empty when the text is not an instant. The form that nearly all send is not worth a pattern. */
    static Optional<Instant> parse(String text) {
        Optional<Instant> usual = InstantText.parse(text);
        return usual.isPresent() ? usual.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS)) : byPattern(text);
    }

    static Optional<Instant> byPattern(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher iso = ISO.matcher(text.strip());
        if (!iso.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(iso.group(1)),
                    number(iso.group(2)),
                    number(iso.group(3)),
                    number(iso.group(4)),
                    number(iso.group(5)),
                    number(iso.group(6)),
                    nanos(iso.group(7)));
            return Optional.of(local.toInstant(zone(iso.group(8))).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }

    private static ZoneOffset zone(@Nullable String zone) {
        return zone == null || zone.equalsIgnoreCase("z") || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}
