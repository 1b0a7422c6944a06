package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one unit of other currencies is worth in the shop's own. Without a currency of the shop, every amount stays as it was sent. */
public final class ExchangeRates {

    public static final ExchangeRates NONE = new ExchangeRates(null, Map.of());

    private final @Nullable String own;
    private final Map<String, BigDecimal> rates;

    /**
     * @param own the shop's currency, three capital letters; null if nobody has said it
     * @param rates by currency, more than 0
     */
    public ExchangeRates(@Nullable String own, Map<String, BigDecimal> rates) {
        this.own = own;
        this.rates = Map.copyOf(rates);
    }

    public @Nullable String own() {
        return own;
    }

    /** How the amounts of an event are seen: most are in the shop's currency, and cost nothing here. */
    Conversion of(JsonNode properties) {
        if (own == null) {
            return Conversion.NONE;
        }
        SortedMap<String, BigDecimal> foreign = new TreeMap<>();
        find(properties, foreign);
        JsonNode lines = properties.path(EventFacts.LINES);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            if (line != null) {
                find(line, foreign);
            }
        }
        return foreign.isEmpty() ? Conversion.NONE : new Conversion(foreign);
    }

    private void find(JsonNode node, SortedMap<String, BigDecimal> foreign) {
        String named = Conversion.named(node);
        if (named != null && !named.equalsIgnoreCase(own)) {
            String code = Conversion.code(named);
            foreign.put(code, rates.getOrDefault(code, Conversion.NO_RATE));
        }
    }
}
