package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Stops at the first syntax error, in words that name what was found and what could have stood there. */
final class SyntaxError extends BaseErrorListener {

    private static final String END = "the end of the expression";
    private static final Map<String, String> FOREIGN =
            Map.of("==", "=", "<>", "!=", "=>", ">=", "=<", "<=", "&&", "and", "||", "or", "!", "not", "'", "\"");
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
        Token token = symbol instanceof Token it && it.getType() != Token.EOF ? it : null;
        SegmentLanguageParser parser = (SegmentLanguageParser) recognizer;
        ExpressionError slip = token == null ? null : slip(parser, token);
        if (slip != null) {
            throw new RefusedExpression(slip);
        }
        boolean unclosed = token != null && token.getType() == SegmentLanguageLexer.UNCLOSED;
        String found = token == null ? END : token.getText();
        throw new RefusedExpression(new ExpressionError(
                line,
                column + 1,
                unclosed ? "the text has no closing quote" : "unexpected " + found,
                found,
                unclosed ? "\"" : expected(parser),
                token == null || unclosed ? null : suggestion(found)));
    }

    private static @Nullable ExpressionError slip(SegmentLanguageParser parser, Token token) {
        return new CommonSlip(((CommonTokenStream) parser.getTokenStream()).getTokens(), token.getTokenIndex())
                .explain();
    }

    private static @Nullable String suggestion(String found) {
        String known = FOREIGN.get(found);
        if (known != null || !Character.isLetter(found.codePointAt(0))) {
            return known;
        }
        String word = found.toLowerCase(Locale.ROOT);
        return !word.equals(found) && WORDS.contains(word) ? word : Suggestion.nearest(word, WORDS);
    }

    private static String expected(SegmentLanguageParser parser) {
        IntervalSet tokens = parser.getExpectedTokens();
        List<String> words = new ArrayList<>();
        boolean value = tokens.contains(SegmentLanguageLexer.NUMBER);
        if (value) {
            words.add(tokens.contains(SegmentLanguageLexer.NOT) ? "a condition" : "a value");
        } else if (closes(tokens)) {
            if (endsWithValue(parser.getContext())) {
                words.add("a comparison");
            }
            words.add("and");
            words.add("or");
        }
        for (int type : tokens.toList()) {
            if (!value || type == Token.EOF) {
                words.add(word(type));
            }
        }
        return Refusal.oneOf(words.stream().distinct().toList());
    }

    private static boolean closes(IntervalSet tokens) {
        return tokens.toList().stream()
                .anyMatch(type ->
                        type == Token.EOF || List.of("a comma", ")", "}", "]").contains(word(type)));
    }

    /** Whether a comparison could still follow on the last value. */
    private static boolean endsWithValue(ParseTree context) {
        ParseTree last = context;
        while (!(last instanceof PredicateContext) && last.getChildCount() > 0) {
            last = last.getChild(last.getChildCount() - 1);
        }
        return last instanceof PredicateContext predicate && predicate.tail() == null;
    }

    private static String word(int type) {
        return switch (type) {
            case Token.EOF -> END;
            case SegmentLanguageLexer.NAME, SegmentLanguageLexer.QUOTED_NAME -> "a name";
            case SegmentLanguageLexer.TEXT -> "text in quotes";
            case SegmentLanguageLexer.DOT -> "a dot";
            default -> {
                String name = SegmentLanguageLexer.VOCABULARY.getDisplayName(type);
                String plain = name.startsWith("'") ? name.substring(1, name.length() - 1) : name;
                yield plain.equals(",") ? "a comma" : plain;
            }
        };
    }
}
