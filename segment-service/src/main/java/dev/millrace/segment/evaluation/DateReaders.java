package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads of the calendar: birthdays, ages in years, instants that a trait tells. Everything in the customer's time zone. */
final class DateReaders {

    private DateReaders() {}

    /** A date is read as text, or as an instant of that day. */
    record Anniversary(Reader date) implements Reader {

        @Override
        public Curve read(Subject subject, long at) {
            Curve told = date.read(subject, at);
            CalendarDate day = day(told, subject.zone());
            if (day == null) {
                return new Curve.Unknown(told.until());
            }
            long start = day.next(at, subject.zone());
            long end = CalendarDate.endOfDay(start, subject.zone());
            return Curves.instant(start).endingAt(Math.min(end, told.until()));
        }
    }

    record Years(Reader date) implements Reader {

        @Override
        public Curve read(Subject subject, long at) {
            Curve told = date.read(subject, at);
            CalendarDate day = day(told, subject.zone());
            Long years = day == null ? null : day.years(at, subject.zone());
            return day == null || years == null
                    ? new Curve.Unknown(told.until())
                    : Curve.Line.still(years, Math.min(day.nextYear(at, subject.zone()), told.until()));
        }
    }

    /** {@code anniversary(…) within 7d}: also all through the day itself. */
    record WithinOfDay(Reader anniversary, Reader duration) implements Leaf {

        @Override
        public Answer piece(Subject subject, long at) {
            Curve day = anniversary.read(subject, at);
            Curve length = duration.read(subject, at);
            if (!(day instanceof Curve.Line start) || !(length instanceof Curve.Line before)) {
                return Answer.of(Truth.UNKNOWN, Math.min(day.until(), length.until()));
            }
            long from = start.millis() - before.millis();
            return at >= from
                    ? Answer.of(Truth.YES, Math.min(day.until(), length.until()))
                    : Answer.of(Truth.NO, Math.min(from, Math.min(day.until(), length.until())));
        }
    }

    /** {@code trait.trial_ends within 3d}: not past, and not farther than that. */
    record Within(Reader instant, Reader duration) implements Leaf {

        @Override
        public Answer piece(Subject subject, long at) {
            Curve target = instant.read(subject, at);
            Curve length = duration.read(subject, at);
            long end = Math.min(target.until(), length.until());
            if (!(target instanceof Curve.Line line) || !(length instanceof Curve.Line before)) {
                return Answer.of(Truth.UNKNOWN, end);
            }
            long due = line.millis();
            long from = Lines.of(line, Sign.MINUS, before) instanceof Curve.Line start ? start.nextMillis() : due;
            if (at > due) {
                return Answer.of(Truth.NO, end);
            }
            return at >= from ? Answer.of(Truth.YES, Math.min(due + 1, end)) : Answer.of(Truth.NO, Math.min(from, end));
        }
    }

    /** A trait of type instant: an instant with its offset, or a day, which is its start. */
    record InstantTrait(String name) implements Reader {

        @Override
        public Curve read(Subject subject, long at) {
            Instant instant = instant(subject.state().trait(name), subject.zone());
            return instant == null ? Curve.Unknown.ALWAYS : Curves.instant(instant.toEpochMilli());
        }
    }

    /** Null also for an instant too far away to be counted in milliseconds. */
    private static @Nullable Instant instant(Trait.@Nullable Value trait, ZoneId zone) {
        if (!(trait instanceof Trait.Value.Text text)) {
            return null;
        }
        try {
            Instant instant = text.text().length() == 10
                    ? LocalDate.parse(text.text()).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text.text()).toInstant();
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException notAnInstant) {
            return null;
        }
    }

    private static @Nullable CalendarDate day(Curve told, ZoneId zone) {
        if (told instanceof Curve.Line instant) {
            return CalendarDate.of(LocalDate.ofInstant(Instant.ofEpochMilli(instant.millis()), zone));
        }
        return told instanceof Curve.Word word ? CalendarDate.parse(word.text(), zone) : null;
    }
}
