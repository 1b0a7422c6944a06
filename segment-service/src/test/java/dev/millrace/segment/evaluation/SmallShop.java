package dev.millrace.segment.evaluation;

import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A shop that knows a few things, as the engine asks for them. For the oracle see {@link OracleShop}.
 *
 * @param figures by name
 * @param fading how long a prediction takes from 1 to 0; empty if there is none
 * @param inSteps whether it falls by tenths
 * @param currency its own; empty if nobody said it
 * @param worth of one unit of other currencies
 * @param ranked the value from which on a customer is above all others; 0 if too few are known
 */
record SmallShop(
        Map<String, Value> figures,
        Set<String> remote,
        ZoneId zone,
        Optional<Duration> fading,
        boolean inSteps,
        int ranked,
        List<Place> stores,
        Optional<String> currency,
        Map<String, BigDecimal> worth)
        implements ShopFacts {

    /** Nobody has a code of a pool of which nobody told. */
    private static final Map<String, Value> NO_CODES = Map.of("coupon welcome", new Value.Text("none"));

    static final SmallShop KNOWING_NOTHING = new SmallShop(
            NO_CODES, Set.of(), ZoneOffset.UTC, Optional.empty(), false, 0, List.of(), Optional.empty(), Map.of());

    static SmallShop of(Dice dice, Instant start) {
        if (dice.oneIn(2)) {
            return KNOWING_NOTHING;
        }
        Map<String, Value> figures = new TreeMap<>();
        figures.put("rfm.recency", number(dice.between(1, 5)));
        figures.put("rfm.cell", new Value.Text(dice.of("champions", "hibernating")));
        figures.put("population.reorder_interval", new Value.Span(Duration.ofSeconds(dice.between(1, 60))));
        figures.put("customer_value", number(dice.between(1, 60)));
        figures.put("jurisdiction", new Value.Text(dice.of("DE", "CA")));
        figures.put("coupon welcome", new Value.Text(dice.of("none", "issued", "redeemed")));
        figures.put("shop.free_shipping", number(dice.between(10, 40)));
        figures.put("shop.opened", new Value.Moment(start.plusMillis(dice.between(-600, 600) * 100L)));
        figures.keySet().removeIf(name -> dice.oneIn(5));
        return new SmallShop(
                figures,
                dice.of(Set.of("91234"), Set.of("8010", "91234"), Set.of()),
                dice.of(ZoneOffset.UTC, ZoneId.of("Pacific/Auckland"), ZoneId.of("America/St_Johns")),
                dice.oneIn(4) ? Optional.empty() : Optional.of(Duration.ofSeconds(dice.between(10, 200))),
                dice.oneIn(2),
                dice.of(0, 5, 40),
                dice.of(List.of(), List.of(new Place(50.94, 6.96)), List.of(new Place(46.95, 7.45), new Place(0, 0))),
                dice.oneIn(3) ? Optional.empty() : Optional.of("EUR"),
                dice.of(Map.of(), Map.of("USD", new BigDecimal("0.92371")), Map.of("CHF", BigDecimal.valueOf(2))));
    }

    /** One that knows nothing but what money is worth. */
    static SmallShop with(String currency, Map<String, BigDecimal> worth) {
        return new SmallShop(
                NO_CODES,
                Set.of(),
                ZoneOffset.UTC,
                Optional.empty(),
                false,
                0,
                List.of(),
                Optional.of(currency),
                worth);
    }

    @Override
    public ExchangeRates rates() {
        return new ExchangeRates(currency.orElse(null), worth);
    }

    @Override
    public Value figure(String name, @Nullable Value argument, CustomerState customer) {
        return figures.getOrDefault(argument == null ? name : name + " " + argument, Value.UNKNOWN);
    }

    @Override
    public @Nullable LongToDoubleFunction decay(String name, @Nullable Value argument, CustomerState customer) {
        return fading.isPresent() ? at -> fade(name, at) : null;
    }

    /** From 1 at the start to 0 for a probability, from 3 for orders. */
    double fade(String name, long at) {
        double lifetime = fading.orElseThrow().toMillis();
        double left = Math.min(1, Math.max(0, 1 - (at - Events.T0.toEpochMilli()) / lifetime));
        double stepped = inSteps ? Math.ceil(left * 10) / 10 : left;
        return name.equals("p_alive") ? stepped : 3 * stepped;
    }

    @Override
    public @Nullable Set<String> list(String name) {
        return name.equals("remote") && !remote.isEmpty() ? remote : null;
    }

    @Override
    public @Nullable BigDecimal rank(Operand.Rank.Kind kind, String asked, @Nullable String of, BigDecimal value) {
        if (ranked == 0 || "few".equals(of)) {
            return null;
        }
        BigDecimal share = value.divide(BigDecimal.valueOf(ranked), 2, RoundingMode.FLOOR)
                .min(BigDecimal.ONE)
                .max(BigDecimal.ZERO);
        return kind == Operand.Rank.Kind.PERCENTILE
                ? share
                : share.multiply(BigDecimal.valueOf(4))
                        .setScale(0, RoundingMode.FLOOR)
                        .add(BigDecimal.ONE);
    }

    private static Value number(int number) {
        return new Value.Quantity(BigDecimal.valueOf(number));
    }
}
