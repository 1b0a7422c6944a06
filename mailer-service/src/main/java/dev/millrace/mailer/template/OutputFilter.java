package dev.millrace.mailer.template;

import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * The last filter of every output. In HTML it escapes what could end a text or a quoted attribute; in plain text it turns
 * line breaks and control characters into spaces, so that nothing typed by a customer begins a line of its own. Runs of
 * spaces stay.
 *
 * <p>Given a parameter, it lets nothing be missing: the parameter says what is.
 */
final class OutputFilter extends Filter {

    static final String NAME = "millrace_output";

    private final Dialect.Target target;

    OutputFilter(Dialect.Target target) {
        super(NAME);
        this.target = target;
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (params.length > 0 && (value == null || value.toString().isBlank())) {
            throw new MissingValueException(String.valueOf(params[0]));
        }
        if (value == null) {
            return "";
        }
        if (value instanceof SafeText safe) {
            return safe.text();
        }
        String text = value instanceof String written ? written : asString(value, context);
        return target == Dialect.Target.HTML ? escape(text) : oneLine(text);
    }

    static String escape(String text) {
        int first = 0;
        while (first < text.length() && !isSpecial(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 32).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append(c);
                default -> safe.append(isControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }

    static String oneLine(String text) {
        int first = 0;
        while (first < text.length() && !isControl(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text);
        for (int i = first; i < safe.length(); i++) {
            if (isControl(safe.charAt(i))) {
                safe.setCharAt(i, ' ');
            }
        }
        return safe.toString();
    }

    private static boolean isSpecial(char c) {
        return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || isControl(c);
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
