package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the amounts of one event are seen by rules: in the shop's currency, by the rates that were in force when it was folded. What
 * was sent is left as it is.
 *
 * @param rates of the other currencies that the event names; {@link #NO_RATE} for one that can't be converted
 */
public record Conversion(SortedMap<String, BigDecimal> rates) {

    public static final BigDecimal NO_RATE = BigDecimal.ZERO;

    /** All amounts are in the shop's currency. */
    public static final Conversion NONE = new Conversion(new TreeMap<>());

    private static final String CURRENCY = "currency";
    private static final String NO_CURRENCY = "???";
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final int DECIMALS = 4;

    public Conversion {
        rates = Collections.unmodifiableSortedMap(rates);
    }

    /** Whether anything is in another currency. */
    boolean isNeeded() {
        return !rates.isEmpty();
    }

    /** The currencies whose amounts nobody knows in the shop's. */
    public List<String> withoutRate() {
        return rates.entrySet().stream()
                .filter(rate -> rate.getValue().signum() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The rate of an event's amounts, or of those of one of its lines, which may have a currency of its own.
     *
     * @return null for what is in the shop's currency
     */
    @Nullable
    BigDecimal rate(JsonNode event, @Nullable JsonNode line) {
        if (rates.isEmpty()) {
            return null;
        }
        String named = line == null ? null : named(line);
        named = named == null ? named(event) : named;
        return named == null ? null : rates.get(code(named));
    }

    /**
     * An amount times a rate, to at most {@value #DECIMALS} decimals, halves to the even digit.
     *
     * @param rate null leaves the amount as it is
     * @return null if there is no rate, or nobody can mean so much
     */
    static @Nullable BigDecimal times(BigDecimal amount, @Nullable BigDecimal rate) {
        if (rate == null || rate.signum() == 0) {
            return rate == null ? amount : null;
        }
        BigDecimal product = amount.multiply(rate);
        return Fold.bounded(product.scale() > DECIMALS ? product.setScale(DECIMALS, RoundingMode.HALF_EVEN) : product);
    }

    /** The currency that an event or a line names, as it was sent; null if none. */
    static @Nullable String named(JsonNode node) {
        JsonNode currency = node.get(CURRENCY);
        if (currency == null || currency.isNull()) {
            return null;
        }
        String text = currency.isValueNode() ? currency.asText().strip() : NO_CURRENCY;
        return text.isEmpty() ? null : text;
    }

    /** Three capital letters; what is no currency has no rate either. */
    static String code(String named) {
        String code = named.length() > 3 ? NO_CURRENCY : named.toUpperCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? code : NO_CURRENCY;
    }
}
