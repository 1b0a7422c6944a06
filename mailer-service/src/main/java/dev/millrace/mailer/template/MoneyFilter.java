package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * {@code {{ cart.value | money: cart.currency }}}: an amount as people write it in the mail's language, {@code €59.80}, or in
 * the one that a second parameter names. What is no amount, or has no known currency, is printed as it is.
 */
final class MoneyFilter extends Filter {

    private static final int KEPT = 256;

    private final Map<Kind, NumberFormat> formats = new ConcurrentHashMap<>();

    private record Kind(Locale locale, String currency) {}

    MoneyFilter() {
        super("money");
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (value == null) {
            return "";
        }
        String currency = params.length == 0 || params[0] == null ? "" : asString(params[0], context);
        try {
            return format(new Kind(MessageLocale.of(context, params, 1), currency))
                    .format(value instanceof BigDecimal exact ? exact : new BigDecimal(asString(value, context)));
        } catch (IllegalArgumentException e) {
            String amount = asString(value, context);
            return currency.isEmpty() ? amount : amount + " " + currency;
        }
    }

    /** A copy: formats keep what they are formatting. */
    private NumberFormat format(Kind kind) {
        NumberFormat known = formats.get(kind);
        if (known == null) {
            known = NumberFormat.getCurrencyInstance(kind.locale);
            known.setCurrency(Currency.getInstance(kind.currency));
            if (formats.size() < KEPT) {
                formats.put(kind, known);
            }
        }
        return (NumberFormat) known.clone();
    }
}
