package dev.millrace.trigger.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word or sign of an expression with its place. Cuts as the segment language does, as far as it matters where a text ends,
 * a bracket opens and a word begins; whether the whole makes sense is for segment-service to say.
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        TEXT,
        WORD,
        DURATION,
        NUMBER,
        SIGN
    }

    /** Possessive where it repeats, so that no text takes longer than its length. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s++"
                    + "|(?<text>\"(?:[^\"\\\\\\r\\n]|\\\\[^\\r\\n])*+\")"
                    + "|(?<word>`[^`\\r\\n]++`|[\\p{L}_][\\p{L}\\p{N}_]*+)"
                    + "|(?<duration>(?:[0-9]++(?:ms|[smhdw]))++(?![\\p{L}\\p{N}_]))"
                    + "|(?<number>[0-9]++(?:\\.[0-9]++)?)"
                    + "|(?<sign><=|>=|!=|.)",
            Pattern.DOTALL);

    static List<Token> all(String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            for (Kind kind : Kind.values()) {
                String text = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
                if (text != null) {
                    tokens.add(new Token(kind, text, matcher.start(), matcher.end()));
                }
            }
        }
        return tokens;
    }

    boolean is(String what) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(what);
    }

    boolean opens() {
        return kind == Kind.SIGN && "([{".contains(text);
    }

    boolean closes() {
        return kind == Kind.SIGN && ")]}".contains(text);
    }
}
