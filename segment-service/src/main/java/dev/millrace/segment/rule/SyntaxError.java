package dev.millrace.segment.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Stops at the first syntax error, in words that name what was found and what could have stood there. */
final class SyntaxError extends BaseErrorListener {

    private static final Map<String, String> FOREIGN =
            Map.of("==", "=", "<>", "!=", "&&", "and", "||", "or", "!", "not", "'", "\"");
    private static final List<String> WORDS =
            List.of("and", "or", "not", "between", "exists", "in", "contains", "matches", "within", "since");

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        Token token = symbol instanceof Token it ? it : null;
        boolean end = token == null || token.getType() == Token.EOF;
        String found = end || token == null ? "the end of the expression" : token.getText();
        boolean unclosed = token != null && token.getType() == SegmentLanguageLexer.UNCLOSED;
        throw new RefusedExpression(new ExpressionError(
                line,
                column + 1,
                unclosed ? "the text has no closing quote" : "unexpected " + found,
                found,
                unclosed ? "\"" : expected(((SegmentLanguageParser) recognizer)),
                end || unclosed ? null : suggestion(found)));
    }

    private static @Nullable String suggestion(String found) {
        String known = FOREIGN.get(found);
        return known != null ? known : Suggestion.nearest(found.toLowerCase(Locale.ROOT), WORDS);
    }

    private static String expected(SegmentLanguageParser parser) {
        IntervalSet tokens = parser.getExpectedTokens();
        List<String> words = new ArrayList<>();
        boolean value = tokens.contains(SegmentLanguageLexer.NUMBER);
        if (value) {
            words.add(tokens.contains(SegmentLanguageLexer.NOT) ? "a condition" : "a value");
        }
        boolean comparison = tokens.contains(SegmentLanguageLexer.EXISTS) && tokens.contains(SegmentLanguageLexer.NOT);
        if (comparison && !value) {
            words.add("a comparison");
        }
        for (int type : tokens.toList()) {
            if (type == Token.EOF) {
                words.add("the end of the expression");
            } else if (!value && !(comparison && isComparison(type))) {
                words.add(word(parser, type));
            }
        }
        return Refusal.oneOf(words);
    }

    private static boolean isComparison(int type) {
        return switch (type) {
            case SegmentLanguageLexer.NOT,
                    SegmentLanguageLexer.BETWEEN,
                    SegmentLanguageLexer.EXISTS,
                    SegmentLanguageLexer.IN,
                    SegmentLanguageLexer.CONTAINS,
                    SegmentLanguageLexer.MATCHES,
                    SegmentLanguageLexer.WITHIN -> true;
            default ->
                List.of("'='", "'!='", "'<'", "'<='", "'>'", "'>='")
                        .contains(SegmentLanguageLexer.VOCABULARY.getDisplayName(type));
        };
    }

    private static String word(SegmentLanguageParser parser, int type) {
        return switch (type) {
            case SegmentLanguageLexer.NAME -> "a name";
            case SegmentLanguageLexer.QUOTED_NAME -> "a name in backticks";
            case SegmentLanguageLexer.TEXT -> "text in quotes";
            default -> {
                String name = parser.getVocabulary().getDisplayName(type);
                yield name.startsWith("'") ? name.substring(1, name.length() - 1) : name;
            }
        };
    }
}
