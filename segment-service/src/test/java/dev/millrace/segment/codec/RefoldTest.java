package dev.millrace.segment.codec;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.Events;
import dev.millrace.segment.codec.PastEventCodec.Remembered;
import dev.millrace.segment.customer.Accumulator;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.Accumulators;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Refold;
import dev.millrace.segment.customer.Rows;
import dev.millrace.segment.customer.Slices;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Seeding from remembered events, which went through their bytes, against having kept it from the start. */
class RefoldTest {

    private static final AccumulatorPlan PLAN = plan(
            "count(page_viewed{path = \"/a\"}) >= 2",
            "count(page_viewed{path = \"/a\"}[1h]) >= 5",
            "count(page_viewed{context.campaign.source = \"mail\"}) > 0",
            "sum(order_completed.total{total > 5}) > 10",
            "count(order_completed{items.category = \"shoes\"}) >= 1",
            "distinct(order_completed.items.product_id) >= 2",
            "sum(order_completed.items.price) > 9",
            "avg(order_completed.total{items.price > 2}) > 3",
            "max(product_viewed.price[1d]) > 3",
            "avg(product_viewed.price) > 3",
            "first(page_viewed.path) = \"/a\"",
            "some product (count(product_viewed) >= 2 and count(order_completed) = 0)",
            "some category (count(order_completed[30d]) >= 2)");

    /** Those of one day after the other: each event keeps the ones that it was folded by. */
    private static final List<ExchangeRates> RATES = List.of(
            ExchangeRates.NONE,
            new ExchangeRates("EUR", Map.of("USD", new BigDecimal("0.93"))),
            new ExchangeRates("EUR", Map.of("USD", new BigDecimal("0.87654321"), "CHF", BigDecimal.ONE)),
            new ExchangeRates("USD", Map.of()));

    @Property(tries = 500)
    void shouldComeToWhatWouldHaveBeenKept(@ForAll long seed) {
        Random random = new Random(seed);
        List<CustomerEvent> events = events(random);
        CustomerState kept = CustomerState.EMPTY;
        CustomerState unkept = CustomerState.EMPTY;
        List<PastEvent> past = new ArrayList<>();
        for (CustomerEvent event : events) {
            ExchangeRates rates = RATES.get(random.nextInt(RATES.size()));
            kept = event.foldInto(kept, event.at(), PLAN, rates);
            unkept = event.foldInto(unkept, event.at(), AccumulatorPlan.EMPTY, rates);
            past.add(remembered(PastEvent.of(event, event.at(), rates)));
        }

        CustomerState seeded = Refold.seeded(unkept, PLAN, new Timeline(past, Instant.EPOCH));

        assertThat(kept(seeded.accumulators())).isEqualTo(kept(kept.accumulators()));
        for (Dimension dimension : Dimension.values()) {
            assertThat(kept(seeded.slices().of(dimension)))
                    .isEqualTo(kept(kept.slices().of(dimension)));
        }
        CustomerState again = Refold.seeded(kept, PLAN, new Timeline(past, Instant.EPOCH));
        assertThat(kept(again.accumulators())).isEqualTo(kept(kept.accumulators()));
    }

    @Test
    void shouldKeepWhatReachesFartherBackThanWhatIsRemembered() {
        AccumulatorPlan two = plan("count(page_viewed{path = \"/a\"}[1h]) >= 2");
        AccumulatorPlan four = plan("count(page_viewed{path = \"/a\"}[1h]) >= 4");
        CustomerState state = CustomerState.EMPTY;
        List<PastEvent> past = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CustomerEvent event = viewed("e" + i, T0.plusSeconds(i), "/a");
            state = event.foldInto(state, event.at(), two);
            past.add(PastEvent.of(event, event.at(), ExchangeRates.NONE));
        }

        CustomerState seeded =
                Refold.seeded(state, four.beyond(two), new Timeline(past.subList(3, 4), T0.plusSeconds(2)));

        assertThat(seeded.accumulators().toString())
                .contains(Long.toString(T0.plusSeconds(2).toEpochMilli()));
        assertThat(seeded).isSameAs(state);
    }

    @Test
    void shouldRememberAMonstrousEventByItsNameAndSayThatItIsNotWhole() {
        ObjectNode properties = Json.object();
        for (int i = 0; i < 100; i++) {
            properties.put("p" + i, "x".repeat(400));
        }
        CustomerEvent event = new CustomerEvent.AtShop(Events.track("e1", "Page Viewed", T0, properties));

        byte[] bytes =
                PastEventCodec.encode(new Remembered(PastEvent.of(event, T0, ExchangeRates.NONE), Instant.EPOCH));

        assertThat(bytes.length).isLessThan(40);
        assertThat(PastEventCodec.decode(bytes).event().isWhole()).isFalse();
        assertThat(PastEventCodec.decode(bytes).horizon()).isEqualTo(T0);
    }

    @Test
    void shouldTakeLittleRoomForATypicalEvent() {
        CustomerEvent event = new CustomerEvent.AtShop(Events.added("e1", "shoe", 1, T0));

        byte[] bytes =
                PastEventCodec.encode(new Remembered(PastEvent.of(event, T0, ExchangeRates.NONE), Instant.EPOCH));

        assertThat(bytes.length).isLessThan(90);
    }

    private static Map<String, Map<Integer, Accumulator>> kept(Map<String, Slices.Kept> slices) {
        Map<String, Map<Integer, Accumulator>> kept = new TreeMap<>();
        slices.forEach((value, it) -> kept.put(value, kept(it.accumulators())));
        return kept;
    }

    /** Rows that were all taken back say no more than none. */
    private static Map<Integer, Accumulator> kept(Accumulators accumulators) {
        Map<Integer, Accumulator> kept = new TreeMap<>();
        accumulators.forEach((key, accumulator) -> {
            if (!(accumulator instanceof Rows rows && rows.newestFirst().isEmpty())) {
                kept.put(key, accumulator);
            }
        });
        return kept;
    }

    private static PastEvent remembered(PastEvent event) {
        return PastEventCodec.decode(PastEventCodec.encode(new Remembered(event, Instant.EPOCH)))
                .event();
    }

    private static List<CustomerEvent> events(Random random) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            Instant at = T0.plusSeconds(random.nextInt(7_200));
            String id = "e" + i;
            events.add(
                    switch (random.nextInt(4)) {
                        case 0 -> viewed(id, at, random.nextBoolean() ? "/a" : "/b");
                        case 1 ->
                            new CustomerEvent.AtShop(Events.track(
                                    id,
                                    "Product Viewed",
                                    at,
                                    Json.object()
                                            .put("product_id", "p" + random.nextInt(3))
                                            .put("price", random.nextInt(9) + ".50")
                                            .put("currency", currency(random))));
                        case 2 -> new CustomerEvent.WithMessage(Events.clicked(id, at));
                        default -> order(random, id, at);
                    });
        }
        return events;
    }

    private static String currency(Random random) {
        return List.of("EUR", "EUR", "USD", "CHF").get(random.nextInt(4));
    }

    private static CustomerEvent viewed(String id, Instant at, String path) {
        return new CustomerEvent.AtShop(
                Events.track(id, "Page Viewed", at, Json.object().put("path", path)));
    }

    private static CustomerEvent order(Random random, String id, Instant at) {
        String name = List.of("Order Completed", "Order Updated", "Order Refunded", "Order Cancelled")
                .get(Math.min(3, random.nextInt(6)));
        ObjectNode order =
                Json.object().put("total", random.nextInt(20) + ".00").put("currency", currency(random));
        if (random.nextInt(4) > 0) {
            order.put("order_id", "o" + random.nextInt(4));
        }
        if (random.nextInt(3) > 0) {
            order.putArray("products")
                    .add(Json.object()
                            .put("price", random.nextInt(9) + ".25")
                            .put("currency", currency(random))
                            .put("product_id", "p" + random.nextInt(3))
                            .put("category", random.nextBoolean() ? "shoes" : "hats"));
        }
        return new CustomerEvent.AtShop(Events.track(id, name, at, order));
    }

    private static AccumulatorPlan plan(String... expressions) {
        List<SegmentDefinition> definitions = new ArrayList<>();
        for (String expression : expressions) {
            String id = "s" + definitions.size();
            definitions.add(new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0));
        }
        RuleSet rules = RuleSet.of(definitions);
        assertThat(rules.rules()).hasSize(expressions.length);
        return rules.plan();
    }
}
