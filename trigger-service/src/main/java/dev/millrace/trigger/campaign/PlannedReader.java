package dev.millrace.trigger.campaign;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what happens because it was planned: a day of the year, a broadcast, a second try. */
final class PlannedReader {

    private static final Pattern TRAIT =
            Pattern.compile("trait\\.([\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*)");
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    /** Less than a year, so that two of them never overlap. */
    private static final int MOST_DAYS = 300;

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TRAIT = 200;

    private final Values values;

    PlannedReader(Values values) {
        this.values = values;
    }

    /** @param part has date, before or after, and at */
    @Nullable
    Anniversary anniversary(DocumentPart part) {
        DocumentPart date = part.child("date");
        String text = values.text(date, "the trait that tells the date, such as trait.birthday");
        var trait = text == null || text.length() > LONGEST_TRAIT ? null : TRAIT.matcher(text);
        if (text != null && (trait == null || !trait.matches())) {
            date.problem(date.found() + "; expected the trait that tells the date, such as trait.birthday");
            trait = null;
        }
        if (part.has("before") && part.has("after")) {
            part.child("after").problem("can't stand beside before; expected one of them");
        }
        int before = days(part.optional("before"));
        int after = days(part.optional("after"));
        DocumentPart atPart = part.optional("at");
        LocalTime at = atPart == null ? MORNING : values.time(atPart);
        if (trait == null || at == null) {
            return null;
        }
        Anniversary anniversary = new Anniversary(trait.group(1), after - before, at);
        values.refer(new Reference.Expression(anniversary.expression(), date.path()));
        return anniversary;
    }

    private int days(@Nullable DocumentPart part) {
        Duration duration = part == null ? null : values.duration(part);
        if (part == null || duration == null) {
            return 0;
        }
        long days = duration.toDays();
        if (!duration.equals(Duration.ofDays(days)) || days > MOST_DAYS) {
            part.problem(part.found() + "; expected whole days, at most " + MOST_DAYS + "d");
            return 0;
        }
        return (int) days;
    }

    Beginning.@Nullable Broadcast broadcast(DocumentPart part) {
        if (!part.isObject()) {
            part.problem(
                    part.found() + "; expected {segment: SEGMENT, at: INSTANT} or {segment: SEGMENT, local: TIME}");
            return null;
        }
        part.allowOnly("segment", "at", "local", "rate");
        String segment = values.segment(part.child("segment"));
        if (part.has("at") == part.has("local")) {
            part.problem("expected either at, such as 2026-11-27T09:00:00Z, or local, such as 2026-11-27T09:00");
            return null;
        }
        Instant at = part.has("at") ? instant(part.child("at")) : null;
        LocalDateTime local = part.has("local") ? local(part.child("local")) : null;
        DocumentPart ratePart = part.optional("rate");
        Rate rate = ratePart == null ? null : rate(ratePart);
        return segment == null || at == null && local == null
                ? null
                : new Beginning.Broadcast(segment, at, local, rate);
    }

    private @Nullable Instant instant(DocumentPart part) {
        String expected = "an instant such as 2026-11-27T09:00:00Z or 2026-11-27T10:00:00+01:00";
        OffsetDateTime time = time(part, expected, OffsetDateTime::parse, OffsetDateTime::getYear);
        return time == null ? null : time.toInstant();
    }

    private @Nullable LocalDateTime local(DocumentPart part) {
        return time(part, "a local time such as 2026-11-27T09:00", LocalDateTime::parse, LocalDateTime::getYear);
    }

    private <T> @Nullable T time(DocumentPart part, String expected, Function<String, T> parse, ToIntFunction<T> year) {
        String text = values.text(part, expected);
        if (text == null) {
            return null;
        }
        try {
            T time = parse.apply(text);
            if (year.applyAsInt(time) >= FIRST_YEAR && year.applyAsInt(time) <= LAST_YEAR) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, as a year that nobody means
        }
        part.problem(part.found() + "; expected " + expected);
        return null;
    }

    private @Nullable Rate rate(DocumentPart part) {
        String text = values.text(part, Rate.EXPECTED);
        Rate rate = text == null ? null : Rate.parse(text).orElse(null);
        if (text != null && rate == null) {
            part.problem(part.found() + "; expected " + Rate.EXPECTED);
        }
        return rate;
    }

    Step.@Nullable Resend resend(DocumentPart part) {
        if (!part.isObject()) {
            part.problem(part.found() + "; expected {after: 3d, subject: \"…\"}");
            return null;
        }
        part.allowOnly("after", "subject", "preheader");
        Duration after = values.duration(part.child("after"));
        String subject = line(part.child("subject"));
        String preheader = part.has("preheader") ? line(part.child("preheader")) : null;
        if (after == null || subject == null) {
            return null;
        }
        values.refer(new Reference.Lines(subject, preheader, part.path()));
        return new Step.Resend(after, subject, preheader);
    }

    /** For people to read: a $ in it is a $. */
    private static @Nullable String line(DocumentPart part) {
        String line = part.text("one line of text");
        if (line != null && (line.length() > LONGEST_LINE || line.chars().anyMatch(c -> c < ' '))) {
            part.problem("expected one line of at most " + LONGEST_LINE + " characters");
            return null;
        }
        return line;
    }
}
