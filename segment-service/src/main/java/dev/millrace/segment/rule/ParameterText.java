package dev.millrace.segment.rule;

import java.util.Locale;
import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/**
 * The value of a definition's parameter as it stands there, {@code 1h between 10m and 7d}, in its parts.
 *
 * @param value as the language writes it
 * @param range {@code 10m and 7d}; null if any value of the type will do
 */
public record ParameterText(String value, @Nullable String range) {

    private static final String BETWEEN = " between ";

    /**
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static ParameterText read(String name, String text) {
        ParameterValue.Read read = operands(name, text);
        String value = ExpressionPrinter.print(read.value());
        return read.low() == null || read.high() == null
                ? new ParameterText(value, null)
                : new ParameterText(
                        value, ExpressionPrinter.print(read.low()) + " and " + ExpressionPrinter.print(read.high()));
    }

    /**
     * The parameter with another value of the same type, inside of its range.
     *
     * @throws IllegalArgumentException that says what is wrong with the value
     */
    public ParameterText withValue(String name, String other) {
        Type type = operands(name, value).value().type();
        ParameterValue.Read read = operands(name, other);
        if (read.low() != null || read.value().type() != type) {
            throw new IllegalArgumentException("the parameter $" + name + " can't be " + other + "; expected "
                    + (read.low() == null
                            ? "a " + type.name().toLowerCase(Locale.ROOT) + " such as "
                            : "a value such as ")
                    + value);
        }
        return read(name, range == null ? other : other + BETWEEN + range);
    }

    /** As it stands in a definition. */
    public String text() {
        return range == null ? value : value + BETWEEN + range;
    }

    private static ParameterValue.Read operands(String name, String text) {
        CommonToken place = new CommonToken(0, "$" + name);
        place.setLine(1);
        place.setCharPositionInLine(0);
        try {
            return ParameterValue.parts(place, text);
        } catch (RefusedExpression refused) {
            ExpressionError error = refused.error();
            throw new IllegalArgumentException(
                    error.message() + ": " + error.found() + "; expected " + error.expected(), refused);
        }
    }
}
