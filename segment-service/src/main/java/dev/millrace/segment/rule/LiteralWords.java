package dev.millrace.segment.rule;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says a value that stands in a rule: {@code 1 hour 30 minutes}. */
final class LiteralWords {

    private static final List<String> UNITS = List.of("day", "hour", "minute", "second", "millisecond");
    private static final long[] MILLIS = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private LiteralWords() {}

    static String of(Operand literal) {
        if (literal instanceof Operand.DurationLiteral it) {
            return duration(it.duration());
        }
        if (literal instanceof Operand.DistanceLiteral it) {
            return it.amount().toPlainString() + " " + (it.unit() == Operand.DistanceLiteral.Unit.KM ? "km" : "miles");
        }
        if (literal instanceof Operand.DateLiteral it) {
            return DAY.format(it.date());
        }
        return ExpressionPrinter.print(literal);
    }

    /** {@code hour} instead of {@code 1 hour}, behind words such as last. */
    static String onlyOne(String duration) {
        return duration.matches("1 [a-z]+") ? duration.substring(2) : duration;
    }

    private static String duration(Duration duration) {
        long rest = duration.abs().toMillis();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < MILLIS.length; i++) {
            long whole = rest / MILLIS[i];
            if (whole > 0) {
                words.add(whole + " " + UNITS.get(i) + (whole == 1 ? "" : "s"));
            }
            rest %= MILLIS[i];
        }
        String text = words.isEmpty() ? "0 seconds" : String.join(" ", words);
        return duration.isNegative() ? "minus " + text : text;
    }
}
