package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is known of a customer by one event, at the event's own time. Folding the same events in another order gives
 * the same, but for three things: a cart whose quantity would fall below 0 or that was told whole, what a browser says of an
 * address before a server confirmed it, and what is left out or forgotten where a bound is reached. Each event must be folded once:
 * duplicates are the caller's to drop.
 */
public final class Fold {

    private static final int MAX_DIGITS = 30;

    private Fold() {}

    /**
     * @param at the event's own time, not after the log's
     * @param plan what the rules want kept
     * @param rates by which its amounts are seen, now and ever after
     */
    public static CustomerState apply(
            CustomerState state, ShopEvent event, Instant at, AccumulatorPlan plan, ExchangeRates rates) {
        Draft draft = new Draft(state);
        EventFacts facts = EventFacts.of(event, rates);
        OrderFold order = OrderFold.apply(state.orderPart(), event.id(), facts, at);
        draft.seen(event.userId(), at);
        draft.tally(facts.name(), at);
        if (order != null) {
            draft.orders = Part.of(order.ledger());
        }
        draft.keep(new AccumulatorFold(plan, facts, at, order));
        if (CartFold.concerns(facts.name())) {
            Cart cart = state.cart();
            Cart changed = CartFold.apply(cart, facts, at);
            draft.cart = changed == cart ? draft.cart : Part.of(changed);
        }
        boolean mayChangeContact = event.trust() != ShopEvent.Trust.BROWSER || !state.confirmed();
        TraitFold.apply(draft, event, at, mayChangeContact);
        return draft.toState();
    }

    /** For a shop that has but one currency. */
    public static CustomerState apply(CustomerState state, ShopEvent event, Instant at, AccumulatorPlan plan) {
        return apply(state, event, at, plan, ExchangeRates.NONE);
    }

    /**
     * @param at the event's own time, not after the log's
     * @param plan what the rules want kept
     */
    public static CustomerState apply(CustomerState state, EngagementEvent event, Instant at, AccumulatorPlan plan) {
        Draft draft = new Draft(state);
        EventFacts facts = EventFacts.of(event);
        draft.tally(facts.name(), at);
        draft.keep(new AccumulatorFold(plan, facts, at, null));
        return draft.toState();
    }

    public static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isValueNode() || value.isNull()) {
            return null;
        }
        return SafeText.bounded(value.asText(), CustomerState.MAX_TEXT_LENGTH);
    }

    /** A number, or a text that is one; null for anything else and for what no shop can mean. */
    public static @Nullable BigDecimal decimal(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return bounded(value.decimalValue());
        }
        return value.isTextual() ? decimal(value.textValue()) : null;
    }

    /** The number that a text is; null if it is none, or none that a shop can mean. */
    public static @Nullable BigDecimal decimal(String text) {
        try {
            return bounded(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Adding 1 to 1e999999999 would need a gigabyte: what no shop can mean is no number. */
    static @Nullable BigDecimal bounded(BigDecimal number) {
        boolean sane = number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
        return sane ? number : null;
    }
}
