package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is known of a customer by one event, at the event's own time. Folding the same events in another order gives
 * the same tallies, totals, newest traits and consents; a cart depends on the order only where a quantity would fall below 0.
 * Each event must be folded once: duplicates are the caller's to drop.
 */
public final class Fold {

    private static final String ORDER_COMPLETED = "order_completed";
    private static final String ORDER_REFUNDED = "order_refunded";

    private static final int MAX_DIGITS = 30;
    private static final int MAX_NAME_LENGTH = 100;

    private Fold() {}

    /**
     * @param at the event's own time, not after the log's
     */
    public static CustomerState apply(CustomerState state, ShopEvent event, Instant at) {
        String name = EventName.snakeCase(event.name());
        JsonNode properties = event.properties();
        if (name.equals(ORDER_COMPLETED) && state.orders().contains(orderId(event))) {
            return state;
        }
        Draft draft = new Draft(state);
        draft.seen(event.userId(), at);
        draft.tally(name, at);
        draft.remember(new TimelineEntry(at, name, summary(name, properties)));
        draft.orders = orders(state.orders(), name, event, at);
        draft.cart = CartFold.apply(state.cart(), name, properties, at);
        boolean mayChangeContact = event.trust() != ShopEvent.Trust.BROWSER || !state.confirmed();
        TraitFold.apply(draft, event, at, mayChangeContact);
        return draft.toState();
    }

    /**
     * @param at the event's own time, not after the log's
     */
    public static CustomerState apply(CustomerState state, EngagementEvent event, Instant at) {
        Draft draft = new Draft(state);
        String name = event.kind().eventName();
        if (!event.machine()) {
            draft.tally(name, at);
        }
        draft.remember(new TimelineEntry(at, name, event.template() == null ? "" : event.template()));
        return draft.toState();
    }

    private static OrderLedger orders(OrderLedger orders, String name, ShopEvent event, Instant at) {
        JsonNode properties = event.properties();
        return switch (name) {
            case ORDER_COMPLETED ->
                orders.plus(
                        new OrderLedger.Order(orderId(event), at, total(properties, BigDecimal.ZERO)),
                        text(properties, "currency"));
            case ORDER_REFUNDED -> orders.refunded(total(properties, orders.totalOf(orderId(event))));
            default -> orders;
        };
    }

    private static String orderId(ShopEvent event) {
        String id = text(event.properties(), "order_id");
        return id == null ? event.id() : id;
    }

    private static BigDecimal total(JsonNode properties, BigDecimal otherwise) {
        BigDecimal total = decimal(properties.get("total"));
        if (total == null) {
            total = decimal(properties.get("revenue"));
        }
        return total == null ? otherwise : total;
    }

    private static String summary(String name, JsonNode properties) {
        String what =
                switch (name) {
                    case ORDER_COMPLETED, ORDER_REFUNDED -> text(properties, "total");
                    case "page_viewed" -> text(properties, "path");
                    case "consent_updated" -> text(properties, "status");
                    default -> text(properties, "name");
                };
        return what == null ? "" : what;
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isValueNode() || value.isNull()) {
            return null;
        }
        String text = value.asText();
        return text.length() > CustomerState.MAX_TEXT_LENGTH ? text.substring(0, CustomerState.MAX_TEXT_LENGTH) : text;
    }

    static @Nullable BigDecimal decimal(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return bounded(value.decimalValue());
        }
        try {
            return value.isTextual() ? bounded(new BigDecimal(value.textValue().strip())) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Adding 1 to 1e999999999 would need a gigabyte: what no shop can mean is no number. */
    private static @Nullable BigDecimal bounded(BigDecimal number) {
        boolean sane = number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
        return sane ? number : null;
    }

    /** The state while one event is folded into it. */
    static final class Draft {
        private final CustomerState state;
        private @Nullable String userId;
        private @Nullable Instant firstSeen;
        private @Nullable Instant lastSeen;
        private SortedMap<String, EventTally> events;
        private List<TimelineEntry> timeline;
        private OrderLedger orders;
        private Cart cart;
        private int detailsLost;
        boolean confirmed;
        final SortedMap<String, Trait> traits;
        final SortedMap<String, Consent> consents;

        Draft(CustomerState state) {
            this.state = state;
            this.userId = state.userId();
            this.firstSeen = state.firstSeen();
            this.lastSeen = state.lastSeen();
            this.events = state.events();
            this.timeline = state.timeline();
            this.orders = state.orders();
            this.cart = state.cart();
            this.detailsLost = state.detailsLost();
            this.confirmed = state.confirmed();
            this.traits = new TreeMap<>(state.traits());
            this.consents = new TreeMap<>(state.consents());
        }

        void seen(@Nullable String user, Instant at) {
            userId = user == null ? userId : user;
            firstSeen = firstSeen == null || at.isBefore(firstSeen) ? at : firstSeen;
            lastSeen = lastSeen == null || at.isAfter(lastSeen) ? at : lastSeen;
        }

        void tally(String name, Instant at) {
            EventTally known = state.events().get(name);
            boolean isFull = state.events().size() >= CustomerState.MAX_EVENT_NAMES;
            if (known == null && (isFull || name.length() > MAX_NAME_LENGTH)) {
                detailsLost++;
                return;
            }
            events = new TreeMap<>(state.events());
            events.put(name, known == null ? EventTally.once(at) : known.plus(at));
        }

        void remember(TimelineEntry entry) {
            if (entry.name().length() > MAX_NAME_LENGTH) {
                return;
            }
            List<TimelineEntry> entries = new ArrayList<>(timeline);
            entries.add(entry);
            entries.sort(Comparator.comparing(TimelineEntry::at).reversed().thenComparing(TimelineEntry::name));
            timeline = entries.subList(0, Math.min(entries.size(), CustomerState.MAX_TIMELINE));
        }

        void lose() {
            detailsLost++;
        }

        CustomerState toState() {
            return new CustomerState(
                    userId,
                    firstSeen,
                    lastSeen,
                    confirmed,
                    traits,
                    consents,
                    events,
                    orders,
                    cart,
                    timeline,
                    detailsLost);
        }
    }
}
