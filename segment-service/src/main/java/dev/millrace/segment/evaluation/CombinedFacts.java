package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Facts from several sources: what one does not know, the next is asked.
 *
 * @param parts the first one says the time zone and the rates
 */
public record CombinedFacts(List<ShopFacts> parts) implements ShopFacts {

    public CombinedFacts {
        parts = List.copyOf(parts);
    }

    @Override
    public ZoneId zone() {
        return parts.get(0).zone();
    }

    @Override
    public ExchangeRates rates() {
        return parts.get(0).rates();
    }

    @Override
    public Value figure(String name, @Nullable Value argument, CustomerState customer) {
        Value known = first(part -> {
            Value value = part.figure(name, argument, customer);
            return value instanceof Value.Unknown ? null : value;
        });
        return known == null ? Value.UNKNOWN : known;
    }

    @Override
    public @Nullable LongToDoubleFunction decay(String name, @Nullable Value argument, CustomerState customer) {
        return first(part -> part.decay(name, argument, customer));
    }

    @Override
    public @Nullable Set<String> list(String name) {
        return first(part -> part.list(name));
    }

    @Override
    public @Nullable NearestStore nearestStore(CustomerState customer) {
        return first(part -> part.nearestStore(customer));
    }

    @Override
    public List<Place> stores() {
        List<Place> known = first(part -> part.stores().isEmpty() ? null : part.stores());
        return known == null ? List.of() : known;
    }

    @Override
    public @Nullable BigDecimal rank(Operand.Rank.Kind kind, String asked, @Nullable String of, BigDecimal value) {
        return first(part -> part.rank(kind, asked, of, value));
    }

    @Override
    public String fingerprint(String fact) {
        return parts.stream().map(part -> part.fingerprint(fact)).collect(Collectors.joining("|"));
    }

    private <T> @Nullable T first(Function<ShopFacts, @Nullable T> ask) {
        for (ShopFacts part : parts) {
            T known = ask.apply(part);
            if (known != null) {
                return known;
            }
        }
        return null;
    }
}
