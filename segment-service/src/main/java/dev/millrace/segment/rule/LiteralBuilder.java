package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ParameterContext;
import dev.millrace.segment.rule.SegmentLanguageParser.QuantityContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes the values that stand in the text itself, or in the value of a parameter. */
final class LiteralBuilder {

    private static final int MAX_DIGITS = 30;
    private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)(.*)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\nrt])");
    private static final Map<String, String> CONTROLS = Map.of("n", "\n", "r", "\r", "t", "\t");

    private final Map<String, String> parameters;

    LiteralBuilder(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static Operand number(Token token, boolean negative) {
        return new Operand.NumberLiteral(decimal(token, token.getText(), negative));
    }

    static Operand duration(Token token) {
        try {
            return new Operand.DurationLiteral(DurationText.parse(token.getText()));
        } catch (ArithmeticException tooLong) {
            throw Refusal.at(token, "a duration out of range", "at most 36500d");
        }
    }

    static Operand distance(Token token) {
        String text = token.getText();
        int unit = text.length() - 2;
        return new Operand.DistanceLiteral(
                decimal(token, text.substring(0, unit), false),
                text.endsWith("km") ? Operand.DistanceLiteral.Unit.KM : Operand.DistanceLiteral.Unit.MI);
    }

    static Operand date(ParserRuleContext place, String text) {
        LocalDate date = DateText.parse(text);
        if (date != null) {
            return new Operand.DateLiteral(date);
        }
        String meant = DateText.meant(text);
        throw Refusal.suggesting(
                place,
                DateText.REFUSED,
                "a day such as date(" + DateText.EXAMPLE + ")",
                meant == null ? null : "date(" + Words.quoted(meant) + ")");
    }

    static RefusedExpression quantity(QuantityContext context) {
        Matcher quantity = QUANTITY.matcher(context.getText().toLowerCase(Locale.ROOT));
        String meant = quantity.matches() ? CommonSlip.duration(quantity.group(1), quantity.group(2)) : null;
        if (meant != null) {
            return Refusal.suggesting(context, "no such unit", meant, meant);
        }
        return Refusal.at(
                context, "no such unit", "a duration such as 90d or 1h30m (w d h m s ms), or a distance (km mi)");
    }

    /** A backslash stands for itself, unless a quote, another backslash, n, r or t follows. */
    static String unquoted(Token token) {
        String quoted = token.getText();
        return ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                .replaceAll(it -> Matcher.quoteReplacement(CONTROLS.getOrDefault(it.group(1), it.group(1))));
    }

    Operand parameter(ParameterContext context) {
        String name = context.getText().substring(1);
        String value = parameters.get(name);
        if (value == null) {
            List<String> known =
                    parameters.keySet().stream().map(it -> "$" + it).sorted().toList();
            throw new RefusedExpression(Refusal.error(
                    context.start, "no value for the parameter", "$" + name, "a value in parameters", known));
        }
        return new Operand.Parameter(name, ParameterValue.read(context.start, value));
    }

    private static BigDecimal decimal(Token token, String text, boolean negative) {
        if (text.length() > MAX_DIGITS) {
            throw Refusal.at(token, "a number is too long", "at most " + MAX_DIGITS + " digits");
        }
        BigDecimal number = new BigDecimal(text);
        return negative ? number.negate() : number;
    }
}
