package dev.millrace.segment.rule;

import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The value of a definition's parameter: a literal, {@code 1h}, which may have to lie in a range: {@code 1h between 10m and 7d}. */
final class ParameterValue {

    private static final String EXPECTED =
            "a number, a duration such as 1h, a distance, a date, text in quotes, true or false; or 1h between 10m and 7d";

    /** The value and the range it lies in, if it must. */
    record Read(Operand value, @Nullable Operand low, @Nullable Operand high) {}

    private ParameterValue() {}

    /**
     * @param place of the parameter in the expression, which a refusal names
     */
    static Operand read(Token place, String text) {
        return parts(place, text).value();
    }

    static Read parts(Token place, String text) {
        List<Operand> literals = literals(place, text);
        Operand value = literals.get(0);
        if (literals.size() == 1) {
            return new Read(value, null, null);
        }
        requireInside(place, value, literals.get(1), literals.get(2));
        return new Read(value, literals.get(1), literals.get(2));
    }

    private static List<Operand> literals(Token place, String text) {
        try {
            OperandBuilder operands = new TreeBuilder(Map.of(), FieldDictionary.standard()).operands();
            List<Operand> literals = ParserSetup.parser(text).parameter_().sum().stream()
                    .map(sum -> operands.sum(sum, Surroundings.CUSTOMER))
                    .toList();
            if (literals.stream().allMatch(ParameterValue::isLiteral)) {
                return literals;
            }
        } catch (RefusedExpression unreadable) {
            // the place in the parameter's own text would be taken for one in the expression
        }
        throw refused(place, "the parameter " + place.getText() + " is no plain value", text, EXPECTED);
    }

    private static boolean isLiteral(Operand operand) {
        return operand instanceof Operand.NumberLiteral
                || operand instanceof Operand.DurationLiteral
                || operand instanceof Operand.DistanceLiteral
                || operand instanceof Operand.DateLiteral
                || operand instanceof Operand.TextLiteral
                || operand instanceof Operand.FlagLiteral;
    }

    private static void requireInside(Token place, Operand value, Operand low, Operand high) {
        String range = "between " + ExpressionPrinter.print(low) + " and " + ExpressionPrinter.print(high);
        if (value.type() != low.type() || value.type() != high.type() || !TypeRules.isOrdered(value.type())) {
            throw refused(
                    place,
                    "the parameter " + place.getText() + " is no value for its range",
                    ExpressionPrinter.print(value),
                    range);
        }
        if (LiteralOrder.compare(value, low) < 0 || LiteralOrder.compare(value, high) > 0) {
            throw refused(
                    place,
                    "the parameter " + place.getText() + " is out of its range",
                    ExpressionPrinter.print(value),
                    range);
        }
    }

    private static RefusedExpression refused(Token place, String message, String found, String expected) {
        return new RefusedExpression(Refusal.error(place, message, found, expected, List.of()));
    }
}
