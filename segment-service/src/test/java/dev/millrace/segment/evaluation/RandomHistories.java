package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.segment.customer.CustomerEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Random lives of one customer: up to 25 events within a minute on a grid of 100 ms, so that events often share an instant,
 * with few products, orders and values, so that they often concern the same thing. In the order of time.
 */
final class RandomHistories {

    private static final int MOST = 25;

    private final Dice dice;
    private final Theme theme;
    private int events;

    RandomHistories(Dice dice, Theme theme) {
        this.dice = dice;
        this.theme = theme;
    }

    List<CustomerEvent> history() {
        int size = dice.below(dice.oneIn(2) ? 8 : MOST + 1);
        int tenths = dice.of(600, 600, 300, 50);
        List<CustomerEvent> history = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            history.add(event(T0.plusMillis(dice.below(tenths) * 100L)));
        }
        history.sort(Comparator.comparing(CustomerEvent::at));
        return history;
    }

    private CustomerEvent event(Instant at) {
        String id = "e" + events++;
        return switch (dice.of(theme.kinds())) {
            case PAGE -> Happenings.paged(id, at, page(), source());
            case VIEW -> Happenings.tracked(id, "Product Viewed", at, product());
            case CART -> cart(id, at);
            case ORDER -> Happenings.tracked(id, "Order Completed", at, order());
            case CORRECTION ->
                dice.oneIn(2)
                        ? Happenings.tracked(id, dice.of("Order Completed", "Order Updated"), at, order())
                        : Happenings.tracked(id, dice.of("Order Cancelled", "Order Refunded"), at, correction());
            case CONSENT -> consent(id, at);
            case PERSON -> Happenings.identified(id, at, traits());
            case MAIL -> mail(id, at);
            case TRIAL ->
                Happenings.tracked(id, "Trial Started", at, Json.object().put("plan", dice.of("s", "m")));
            case TAG ->
                Happenings.tracked(
                        id,
                        dice.of("Tag Added", "Tag Removed"),
                        at,
                        Json.object().put("tag", dice.of("vip", "sale")));
        };
    }

    private CustomerEvent cart(String id, Instant at) {
        return switch (dice.below(4)) {
            case 0 -> Happenings.tracked(id, dice.of("Checkout Started", "Payment Info Entered"), at, Json.object());
            case 1 -> Happenings.tracked(id, "Product Removed", at, inCart());
            default -> Happenings.tracked(id, "Product Added", at, inCart());
        };
    }

    private ObjectNode page() {
        return dice.oneIn(3) ? Json.object() : Json.object().put("path", dice.of("/", "/shoes", "/hats"));
    }

    private ObjectNode source() {
        ObjectNode context = Json.object();
        if (dice.oneIn(2)) {
            context.putObject("campaign").put("source", dice.of("ads", "mail"));
        }
        return context;
    }

    private ObjectNode product() {
        ObjectNode product = Json.object();
        if (!dice.oneIn(8)) {
            product.put(dice.oneIn(6) ? "sku" : "product_id", dice.of("shoe", "hat", "sock"));
        }
        if (!dice.oneIn(4)) {
            product.put("category", dice.of("shoes", "hats"));
        }
        if (!dice.oneIn(4)) {
            product.put("brand", dice.of("acme", "zeta"));
        }
        return priced(product);
    }

    private ObjectNode inCart() {
        ObjectNode product = priced(Json.object().put("product_id", dice.of("shoe", "hat")));
        return dice.oneIn(2) ? product : product.put("quantity", dice.between(1, 3));
    }

    private ObjectNode priced(ObjectNode product) {
        inSomeCurrency(product);
        return switch (dice.below(6)) {
            case 0 -> product;
            case 1 -> product.put("price", dice.between(1, 4) * 10);
            case 2 -> product.put("price", new BigDecimal("12.50"));
            default -> product.put("price", dice.of("10", "12.50", "20.00", "40"));
        };
    }

    private void inSomeCurrency(ObjectNode amounts) {
        if (dice.oneIn(4)) {
            amounts.put("currency", dice.of("EUR", "USD", "CHF"));
        }
    }

    private ObjectNode order() {
        ObjectNode order = orderNumber();
        inSomeCurrency(order);
        switch (dice.below(8)) {
            case 0 -> {}
            case 1 -> order.put("revenue", "15.00");
            case 2 -> order.put("total", dice.between(1, 5) * 10);
            default -> order.put("total", dice.of("10", "20.00", "25.50", "40"));
        }
        if (dice.oneIn(3)) {
            order.put("coupon", dice.of("hello", "sale"));
        }
        ArrayNode lines = order.putArray("products");
        for (int line = dice.below(4); line > 0; line--) {
            lines.add(dice.oneIn(2) ? product() : product().put("quantity", dice.between(1, 3)));
        }
        return order;
    }

    private ObjectNode correction() {
        if (dice.oneIn(3)) {
            return orderNumber();
        }
        ObjectNode correction = orderNumber().put("total", dice.of("5", "10.00", "20"));
        inSomeCurrency(correction);
        return correction;
    }

    private ObjectNode orderNumber() {
        return dice.oneIn(12) ? Json.object() : Json.object().put("order_id", "o" + dice.below(3));
    }

    private CustomerEvent consent(String id, Instant at) {
        String status = dice.of("subscribed", "pending", "unsubscribed");
        String channel = dice.of("email", "email", "sms");
        return Happenings.tracked(
                id, "Consent Updated", at, Json.object().put("channel", channel).put("status", status));
    }

    private ObjectNode traits() {
        ObjectNode traits = Json.object();
        for (int i = dice.below(3); i >= 0; i--) {
            switch (dice.below(11)) {
                case 10 ->
                    traits.putObject("location")
                            .put("latitude", dice.of("50.94", "51.0", "48.1"))
                            .put("longitude", dice.of("6.96", "7.2"));
                case 9 ->
                    traits.putArray("interests").add(dice.of("shoes", "hats")).add(dice.of("hats", "socks"));
                case 7 ->
                    traits.put(
                            "created_at", T0.minusMillis(dice.below(600) * 100L).toString());
                case 8 -> mixed(traits);
                case 0 -> traits.put("city", dice.of("Köln", "Bern"));
                case 1 -> traits.put("points", dice.below(4));
                case 2 -> traits.put("vip", dice.oneIn(2));
                case 3 ->
                    traits.put(
                            "birthday",
                            dice.of(
                                    "1990-03-01",
                                    "--03-02",
                                    "02-29",
                                    "2000-02-29",
                                    "1999-12-31",
                                    "1985-03-01T23:30:00Z"));
                case 4 -> traits.put("country", dice.of("DE", "AT", "CH"));
                case 5 ->
                    traits.put("timezone", dice.of("Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Nowhere"));
                default -> traits.putObject("address").put("postal_code", dice.of("91234", "8010"));
            }
        }
        return traits;
    }

    /** Of one kind today, and of another tomorrow. */
    private void mixed(ObjectNode traits) {
        switch (dice.below(4)) {
            case 0 -> traits.put("mixed", dice.below(4));
            case 1 -> traits.put("mixed", Integer.toString(dice.below(4)));
            case 2 -> traits.put("mixed", dice.oneIn(2));
            default -> traits.putNull("mixed");
        }
    }

    private CustomerEvent mail(String id, Instant at) {
        ObjectNode fields = Json.object();
        if (!dice.oneIn(3)) {
            fields.put("template", dice.of("welcome", "sale"));
        }
        return dice.by(
                () -> Happenings.mailed(
                        id,
                        EngagementEvent.Kind.DELIVERED,
                        at,
                        dice.oneIn(3) ? fields : fields.put("open_tracked", dice.oneIn(2))),
                () -> Happenings.mailed(id, EngagementEvent.Kind.OPENED, at, fields.put("machine", dice.oneIn(2))),
                () -> Happenings.mailed(
                        id, EngagementEvent.Kind.CLICKED, at, fields.put("url", "https://shop.example/")));
    }
}
