package dev.millrace.mailer.template;

import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * What an output in a style passes first: a colour, a size, a list of fonts. Anything with which a value could begin a further
 * declaration or fetch something is left out whole, for escaping does not keep it from that.
 */
final class CssFilter extends Filter {

    static final String NAME = "millrace_css";

    private static final int MAX_LENGTH = 200;
    private static final String SIGNS = " #.,%'\"_-";

    CssFilter() {
        super(NAME);
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        String text = value instanceof String written ? written : value == null ? "" : asString(value, context);
        return isPlain(text) ? text : "";
    }

    /** Parentheses only in colours such as {@code rgb(15, 118, 110)}. */
    private static boolean isPlain(String text) {
        boolean color = text.startsWith("rgb") || text.startsWith("hsl");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0 || (color && (c == '(' || c == ')'));
            if (!plain) {
                return false;
            }
        }
        return text.length() <= MAX_LENGTH;
    }
}
