package dev.millrace.segment.rule;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text and the values of its parameters into a checked tree. Texts longer than {@value #MAX_LENGTH} characters or
 * nested deeper than {@value #MAX_DEPTH} are refused before they are parsed.
 */
public final class ExpressionParser {

    public static final int MAX_LENGTH = 4_000;
    public static final int MAX_DEPTH = 50;

    private static final Pattern EVENT_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
    private static final Set<String> WORDS =
            Set.of("and", "or", "not", "between", "exists", "true", "false", "count", "sum", "first", "last", "event");

    private ExpressionParser() {}

    /**
     * @param parameters name without {@code $} to value, as the language writes it
     */
    public static ParsedExpression parse(String text, Map<String, String> parameters) {
        try {
            requireBounded(text);
            return new ParsedExpression.Valid(
                    new TreeBuilder(parameters).expression(parser(text).rule_().expression()));
        } catch (RefusedExpression refused) {
            return new ParsedExpression.Invalid(refused.error());
        }
    }

    /** The value of a parameter: a single literal. */
    static Operand literal(String name, String text) {
        requireBounded(text);
        Operand operand =
                new TreeBuilder(Map.of()).operand(parser(text).literal().operand());
        if (operand instanceof Operand.NumberLiteral
                || operand instanceof Operand.DurationLiteral
                || operand instanceof Operand.TextLiteral
                || operand instanceof Operand.FlagLiteral) {
            return operand;
        }
        throw new RefusedExpression(new ExpressionError(
                1,
                1,
                "the parameter $" + name + " is no plain value",
                text,
                "a number, a duration such as 1h, text in quotes, true or false",
                null));
    }

    static boolean isPlainEventName(String name) {
        return EVENT_NAME.matcher(name).matches() && !WORDS.contains(name);
    }

    private static SegmentLanguageParser parser(String text) {
        SegmentLanguageLexer lexer = new SegmentLanguageLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        SegmentLanguageParser parser = new SegmentLanguageParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError());
        return parser;
    }

    private static void requireBounded(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedExpression(new ExpressionError(
                    1, 1, "the expression is too long", text.length() + " characters", "at most " + MAX_LENGTH, null));
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw new RefusedExpression(new ExpressionError(
                        1,
                        i + 1,
                        "the expression is nested too deeply",
                        null,
                        "at most " + MAX_DEPTH + " levels",
                        null));
            }
        }
    }

    /** Stops at the first syntax error, in words that name what was found and what could have stood there. */
    private static final class FirstError extends BaseErrorListener {

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            SegmentLanguageParser parser = (SegmentLanguageParser) recognizer;
            String found = symbol instanceof Token token && token.getType() != Token.EOF
                    ? token.getText()
                    : "the end of the expression";
            String expected = parser.getExpectedTokens().toString(parser.getVocabulary());
            throw new RefusedExpression(
                    new ExpressionError(line, column + 1, "unexpected " + found, found, readable(expected), null));
        }

        private static String readable(String tokens) {
            return tokens.replaceAll("[{}]", "")
                    .replace("<EOF>", "the end of the expression")
                    .replace("NUMBER", "a number")
                    .replace("DURATION", "a duration such as 7d")
                    .replace("TEXT", "text in quotes")
                    .replace("PARAMETER", "a $parameter")
                    .replace("NAME", "a name");
        }
    }
}
