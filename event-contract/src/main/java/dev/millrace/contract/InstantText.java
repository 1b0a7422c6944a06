package dev.millrace.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an instant as all of us write it, {@code 1998-06-30T12:00:00.000Z}, digit by digit: each event has two of them, and
 * the general parser takes longer for them than for the rest of the event. Any other text goes to that parser.
 */
public final class InstantText extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;

    InstantText() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        @Nullable Instant usual = parser.hasToken(JsonToken.VALUE_STRING) ? read(parser.getText()) : null;
        return usual != null ? usual : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Empty for a text of any other form, which may be an instant nevertheless. */
    public static Optional<Instant> parse(String text) {
        return Optional.ofNullable(read(text));
    }

    /** Null unless it is the usual shape and a time that there is. */
    static @Nullable Instant read(String text) {
        int fraction = text.length() - SHAPE.length() - 2;
        if (fraction < -1 || fraction == 0 || fraction > NANO_DIGITS || !hasMarks(text, fraction)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = fraction < 0 ? 0 : number(text, SHAPE.length() + 1, text.length() - 1);
        boolean isTime = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && nanos >= 0;
        if (!isTime) {
            return null;
        }
        for (int digits = Math.max(fraction, 0); digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * SECONDS_PER_DAY + (hour * 60 + minute) * 60 + second, nanos);
    }

    private static boolean hasMarks(String text, int fraction) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (fraction < 0 || text.charAt(19) == '.')
                && text.charAt(text.length() - 1) == 'Z';
    }

    /** Negative when not all of them are digits. */
    private static int number(String text, int from, int until) {
        int value = 0;
        boolean digits = true;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            digits &= digit >= 0 && digit <= 9;
            value = 10 * value + digit;
        }
        return digits ? value : -1;
    }
}
