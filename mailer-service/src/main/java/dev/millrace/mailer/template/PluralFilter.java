package dev.millrace.mailer.template;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * {@code {{ cart.count | plural: "piece", "pieces" }}}: the form of a word that goes with a number in the mail's language, by
 * the rules of CLDR. Forms are given from one upwards: one and other; for Slavic languages one, few and many. A language with
 * one form takes the first; a form that is not given is the last that is.
 */
final class PluralFilter extends Filter {

    private static final Set<String> ONE_FORM = Set.of("ja", "ko", "zh", "th", "vi", "id", "ms", "my", "lo");
    private static final Set<String> ZERO_IS_ONE = Set.of("fr", "pt", "hi", "fa", "am", "bn");
    private static final Set<String> EAST_SLAVIC = Set.of("ru", "uk", "be", "sr", "hr", "bs");
    private static final Set<String> WEST_SLAVIC = Set.of("cs", "sk");

    PluralFilter() {
        super("plural");
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (value == null || params.length == 0) {
            return "";
        }
        int form = form(MessageLocale.of(context, new Object[0], 0), asString(value, context));
        return asString(params[Math.min(form, params.length - 1)], context);
    }

    static int form(Locale locale, String number) {
        @Nullable BigDecimal amount;
        try {
            amount = TemplateFields.sane(new BigDecimal(number.strip()).abs()).orElse(null);
        } catch (NumberFormatException e) {
            amount = null;
        }
        if (amount == null) {
            return Integer.MAX_VALUE;
        }
        String language = locale.getLanguage();
        if (ONE_FORM.contains(language)) {
            return 0;
        }
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        if (!whole) {
            return ZERO_IS_ONE.contains(language) && amount.compareTo(BigDecimal.ONE) < 0 ? 0 : Integer.MAX_VALUE;
        }
        long lastTwo = amount.remainder(BigDecimal.valueOf(100)).longValue();
        boolean isOne = amount.compareTo(BigDecimal.ONE) == 0;
        if (EAST_SLAVIC.contains(language)) {
            return lastTwo % 10 == 1 && lastTwo != 11 ? 0 : isFew(lastTwo) ? 1 : 2;
        }
        if (language.equals("pl")) {
            return isOne ? 0 : isFew(lastTwo) ? 1 : 2;
        }
        if (WEST_SLAVIC.contains(language)) {
            return isOne ? 0 : amount.compareTo(BigDecimal.valueOf(5)) < 0 && amount.signum() > 0 ? 1 : 2;
        }
        boolean zeroIsOne = ZERO_IS_ONE.contains(language) && amount.signum() == 0;
        return isOne || zeroIsOne ? 0 : 1;
    }

    private static boolean isFew(long lastTwo) {
        long last = lastTwo % 10;
        return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14);
    }
}
