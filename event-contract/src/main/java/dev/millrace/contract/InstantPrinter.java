package dev.millrace.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes an instant exactly as {@link Instant#toString} does, digit by digit: a transition names several, and with the general
 * formatter they take a third of the time in which it is written.
 */
public final class InstantPrinter extends StdScalarSerializer<Instant> {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = "0000-00-00T00:00:00.000000000Z".length();

    private static final int SECONDS_PER_DAY = 86_400;

    /** Years of four digits. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    InstantPrinter() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator to, SerializerProvider provider) throws IOException {
        to.writeString(print(value));
    }

    public static String print(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            return instant.toString();
        }
        long seconds = instant.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        byte[] text = new byte[LONGEST];
        int end = number(text, 0, day.getYear(), 4, '-');
        end = number(text, end, day.getMonthValue(), 2, '-');
        end = number(text, end, day.getDayOfMonth(), 2, 'T');
        end = number(text, end, second / 3600, 2, ':');
        end = number(text, end, second / 60 % 60, 2, ':');
        end = number(text, end, second % 60, 2, '.');
        if (instant.getNano() == 0) {
            text[end - 1] = 'Z';
        } else {
            end = fraction(text, end, instant.getNano());
        }
        return new String(text, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** In groups of three digits, as many as are needed. */
    private static int fraction(byte[] text, int from, int nanos) {
        int digits = 9;
        int value = nanos;
        while (value % 1_000 == 0) {
            value /= 1_000;
            digits -= 3;
        }
        return number(text, from, value, digits, 'Z');
    }

    /** The digits and what follows them; where that ends. */
    private static int number(byte[] text, int from, int value, int digits, char follows) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[from + digits] = (byte) follows;
        return from + digits + 1;
    }
}
