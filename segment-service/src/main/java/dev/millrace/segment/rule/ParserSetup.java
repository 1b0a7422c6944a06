package dev.millrace.segment.rule;

import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Prepares a parser for a text that is short and shallow enough to be parsed at all. */
final class ParserSetup {

    private ParserSetup() {}

    static SegmentLanguageParser parser(String text) {
        if (text.length() > ExpressionParser.MAX_LENGTH) {
            throw tooLong(text.length() + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                i = requirePair(text, i);
            }
        }
        SegmentLanguageLexer lexer = new SegmentLanguageLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        requireShallow(tokens.getTokens());
        SegmentLanguageParser parser = new SegmentLanguageParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxError());
        return parser;
    }

    private static int requirePair(String text, int index) {
        if (index + 1 == text.length() || !Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1))) {
            throw refused(index + 1, "half of a character", "a lone surrogate", "whole characters");
        }
        return index + 1;
    }

    private static void requireShallow(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            switch (token.getText()) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                default -> {}
            }
            if (depth > ExpressionParser.MAX_DEPTH) {
                throw tooDeep(token);
            }
        }
    }

    static RefusedExpression tooDeep(Token place) {
        return Refusal.at(
                place, "the expression is nested too deeply", "at most " + ExpressionParser.MAX_DEPTH + " levels");
    }

    static RefusedExpression tooLong(String found) {
        return refused(
                1, "the expression is too long", found, "at most " + ExpressionParser.MAX_LENGTH + " characters");
    }

    private static RefusedExpression refused(int column, String message, String found, String expected) {
        return new RefusedExpression(new ExpressionError(1, column, message, found, expected, null));
    }
}
