package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.util.Collection;
import liqp.TemplateContext;
import liqp.filters.Filter;

/** A filter that refuses to make a value grow without end: text that doubles itself in a loop would eat all memory. */
final class BoundedFilter extends Filter {

    static final int MAX_TEXT = 16_384;
    private static final int MAX_ITEMS = 5_000;
    private static final int MAX_DIGITS = 100;

    private final Filter filter;

    BoundedFilter(Filter filter) {
        super(filter.name);
        this.filter = filter;
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... params) {
        Object result = filter.apply(value, context, params);
        if (tooLarge(result)) {
            throw new LimitException("the filter " + name + " makes a value of more than " + MAX_TEXT + " characters, "
                    + MAX_ITEMS + " items or " + MAX_DIGITS + " digits");
        }
        return result;
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
