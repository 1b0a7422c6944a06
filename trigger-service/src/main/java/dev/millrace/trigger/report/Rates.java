package dev.millrace.trigger.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What money is worth in the shop's currency. Where nobody has said which that is, every amount is as it was sent. */
public record Rates(@Nullable String own, Map<String, BigDecimal> rates) {

    public static final Rates NONE = new Rates(null, Map.of());

    private static final int DECIMALS = 4;

    public Rates {
        rates = Map.copyOf(rates);
    }

    /** Empty if there is no rate. */
    public Optional<BigDecimal> worth(BigDecimal amount, @Nullable String currency) {
        String of = currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT);
        if (own == null || of.isEmpty() || of.equals(own)) {
            return Optional.of(amount);
        }
        return Optional.ofNullable(rates.get(of))
                .map(rate -> amount.multiply(rate).setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }
}
