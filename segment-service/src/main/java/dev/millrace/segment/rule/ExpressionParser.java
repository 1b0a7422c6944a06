package dev.millrace.segment.rule;

import java.util.Map;

/**
 * Turns a text and the values of its parameters into a checked tree. Texts longer than {@value #MAX_LENGTH} characters,
 * nested deeper than {@value #MAX_DEPTH} levels or of more than {@value #MAX_NODES} parts are refused.
 */
public final class ExpressionParser {

    public static final int MAX_LENGTH = 4_000;
    public static final int MAX_DEPTH = 50;
    public static final int MAX_NODES = 500;

    private ExpressionParser() {}

    public static ParsedExpression parse(String text, Map<String, String> parameters) {
        return parse(text, parameters, FieldDictionary.standard());
    }

    /**
     * @param parameters name without {@code $} to value, as the language writes it, with a range behind it or without:
     *     {@code 1h between 10m and 7d}
     */
    public static ParsedExpression parse(String text, Map<String, String> parameters, FieldDictionary fields) {
        try {
            return new TreeBuilder(parameters, fields)
                    .rule(ParserSetup.parser(text).rule_());
        } catch (RefusedExpression refused) {
            return new ParsedExpression.Invalid(refused.error());
        }
    }
}
