package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * {@code {{ cart.value | money: cart.currency }}}: an amount as people of the shop's language write it, {@code €59.80}. What is
 * no amount, or has no known currency, is printed as it is.
 */
final class MoneyFilter extends Filter {

    MoneyFilter() {
        super("money");
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (value == null) {
            return "";
        }
        String amount = asString(value, context);
        String currency = params.length == 0 || params[0] == null ? "" : asString(params[0], context);
        Locale locale = params.length < 2 || params[1] == null
                ? Locale.ENGLISH
                : Locale.forLanguageTag(asString(params[1], context));
        try {
            NumberFormat format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(Currency.getInstance(currency));
            return format.format(new BigDecimal(amount));
        } catch (IllegalArgumentException e) {
            return currency.isEmpty() ? amount : amount + " " + currency;
        }
    }
}
