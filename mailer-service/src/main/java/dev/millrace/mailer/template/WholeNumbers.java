package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.util.Set;
import liqp.PlainBigDecimal;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * {@code times} and {@code modulo} of what already are numbers. The library writes each of them as text to see whether it is whole, by an
 * expression that it compiles anew. For anything else the library's own filter answers, and the answer is the same.
 */
final class WholeNumbers extends Filter {

    private static final String TIMES = "times";
    private static final String MODULO = "modulo";

    private final Filter filter;

    private WholeNumbers(Filter filter) {
        super(filter.name);
        this.filter = filter;
    }

    static Filter quick(Filter standard) {
        return Set.of(TIMES, MODULO).contains(standard.name) ? new WholeNumbers(standard) : standard;
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (params.length == 1 && params[0] instanceof Number by && isWhole(by)) {
            if (value instanceof Number whole && isWhole(whole) && (name.equals(TIMES) || by.longValue() != 0)) {
                return name.equals(TIMES) ? whole.longValue() * by.longValue() : whole.longValue() % by.longValue();
            }
            if (value instanceof BigDecimal amount && amount.scale() > 0 && name.equals(TIMES)) {
                return new PlainBigDecimal(amount.multiply(BigDecimal.valueOf(by.longValue())));
            }
        }
        return filter.apply(value, context, params);
    }

    private static boolean isWhole(Number value) {
        return value instanceof Long || value instanceof Integer;
    }
}
