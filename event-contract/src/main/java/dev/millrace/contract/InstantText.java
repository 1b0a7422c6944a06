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
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            String text = parser.getText();
            if (isOurs(text)) {
                return read(text);
            }
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Empty for a text of any other form, which may be an instant nevertheless. */
    public static Optional<Instant> parse(String text) {
        return isOurs(text) ? Optional.of(read(text)) : Optional.empty();
    }

    /** Whether {@link #read} can read it: the usual shape, and a day that there is. */
    static boolean isOurs(String text) {
        int length = text.length();
        if (length <= SHAPE.length() || length > SHAPE.length() + 2 + NANO_DIGITS || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char shape = SHAPE.charAt(i);
            char found = text.charAt(i);
            if (shape == '0' ? found < '0' || found > '9' : found != shape) {
                return false;
            }
        }
        if (length > SHAPE.length() + 1 && (text.charAt(SHAPE.length()) != '.' || length == SHAPE.length() + 2)) {
            return false;
        }
        for (int i = SHAPE.length() + 1; i < length - 1; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(text, 0, 4), month).lengthOfMonth()
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    private static Instant read(String text) {
        long days = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int seconds = (number(text, 11, 13) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = SHAPE.length() + 1 + i;
            nanos = 10 * nanos + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return Instant.ofEpochSecond(days * SECONDS_PER_DAY + seconds, nanos);
    }

    private static int number(String text, int from, int until) {
        int value = 0;
        for (int i = from; i < until; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }
}
