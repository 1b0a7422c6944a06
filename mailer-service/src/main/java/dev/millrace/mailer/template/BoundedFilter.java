package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** A filter that refuses to make a value grow without end: text that doubles itself in a loop would eat all memory. */
final class BoundedFilter extends Filter {

    static final int MAX_TEXT = 16_384;
    private static final int MAX_ITEMS = 5_000;
    private static final int MAX_DIGITS = 100;
    private static final Pattern EXPONENT = Pattern.compile("\\s*[+-]?[0-9.]+[eE][+-]?[0-9]*[1-9][0-9]{2,}");

    /** Filters that take a text for a number. */
    private static final Set<String> RECKONING = Set.of(
            "abs",
            "at_least",
            "at_most",
            "ceil",
            "divided_by",
            "floor",
            "minus",
            "modulo",
            "money",
            "plural",
            "plus",
            "round",
            "times");

    private final Filter filter;
    private final boolean reckons;

    BoundedFilter(Filter filter) {
        super(filter.name);
        this.filter = filter;
        this.reckons = RECKONING.contains(filter.name);
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... params) {
        if (reckons) {
            requireFinite(value);
            for (Object parameter : params) {
                requireFinite(parameter);
            }
        }
        Object result = filter.apply(value, context, params);
        if (tooLarge(result)) {
            throw new LimitException("the filter " + name + " makes a value of more than " + MAX_TEXT + " characters, "
                    + MAX_ITEMS + " items or " + MAX_DIGITS + " digits");
        }
        return result;
    }

    /** Reckoning with an endless number, or printing it, could take all memory. */
    private void requireFinite(@Nullable Object value) {
        if (value instanceof CharSequence text
                && !text.isEmpty()
                && Character.isDigit(text.charAt(text.length() - 1))
                && EXPONENT.matcher(text).matches()) {
            throw new LimitException(
                    "the filter " + name + " is given a number of more than " + MAX_DIGITS + " digits");
        }
    }

    private static boolean tooLarge(Object result) {
        if (result instanceof CharSequence text) {
            return text.length() > MAX_TEXT;
        }
        if (result instanceof Collection<?> items) {
            return items.size() > MAX_ITEMS;
        }
        if (result instanceof Object[] items) {
            return items.length > MAX_ITEMS;
        }
        return result instanceof BigDecimal number && number.precision() > MAX_DIGITS;
    }
}
