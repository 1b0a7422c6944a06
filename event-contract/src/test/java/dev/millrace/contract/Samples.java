package dev.millrace.contract;

import static dev.millrace.contract.Json.object;

import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.contract.SegmentTransition.Cause;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of each record: one that says all there is to say, one that says as little as it may. */
final class Samples {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final CustomerId ANNA = CustomerId.user("anna");

    private Samples() {}

    static List<ShopEvent> shopEvents() {
        var order = object().put("order_id", "o-1").put("total", "59.80").put("currency", "EUR");
        order.putArray("products").add(object().put("product_id", "p-1").put("price", "29.90"));
        return List.of(
                new ShopEvent(
                        "m-1",
                        ShopEvent.Kind.TRACK,
                        "Order Completed",
                        ANNA,
                        List.of(CustomerId.of("mail:0f0f"), CustomerId.anonymous("a-1")),
                        "anna",
                        "a-1",
                        T0,
                        T0.plusMillis(5),
                        "storefront",
                        ShopEvent.Trust.BROWSER,
                        false,
                        order,
                        object().put("firstName", "Žofia"),
                        object().put("locale", "cs-CZ")),
                new ShopEvent(
                        "m-2",
                        ShopEvent.Kind.PAGE,
                        ShopEvent.PAGE_VIEWED,
                        CustomerId.anonymous("a-1"),
                        List.of(),
                        null,
                        null,
                        T0,
                        T0,
                        "backend",
                        ShopEvent.Trust.SERVER,
                        true,
                        object(),
                        object(),
                        object()));
    }

    static List<EngagementEvent> engagementEvents() {
        return List.of(
                new EngagementEvent(
                        "e-1",
                        EngagementEvent.Kind.CLICKED,
                        ANNA,
                        "anna",
                        "msg-1",
                        "email",
                        "welcome",
                        "0",
                        "welcome-1",
                        "question",
                        T0,
                        true,
                        true,
                        "https://shop.example/",
                        "250 OK"),
                new EngagementEvent(
                        "e-2",
                        EngagementEvent.Kind.NOT_SENT,
                        ANNA,
                        null,
                        "msg-1",
                        "email",
                        null,
                        null,
                        null,
                        null,
                        T0,
                        false,
                        null,
                        null,
                        null));
    }

    static List<Tick> ticks() {
        return List.of(
                Tick.mark(), new Tick(T0, Map.of("millrace.events.cart", 12L), Map.of("millrace.events.cart", 3L)));
    }

    static List<PopulationFigure> figures() {
        return List.of(
                PopulationFigure.ofShares(
                        "rfm.frequency", T0, 40, List.of(1.0, 2.0), List.of(0.0, 0.75), List.of(0.75, 1.0)),
                PopulationFigure.ofMedian("reorder_interval", T0, 31, Duration.ofDays(42)),
                PopulationFigure.ofProducts("best_sellers", T0, 12, List.of("grain-mill", "bread-basket")));
    }

    static List<PopulationSketch> sketches() {
        return List.of(
                PopulationSketch.of("rfm.frequency", 3, T0, new byte[] {1, 2, 3}),
                PopulationSketch.ofCounts("best_sellers", 0, T0, Map.of("grain-mill", 7L)));
    }

    static List<CatalogProduct> products() {
        return List.of(
                new CatalogProduct(
                        "grain-mill",
                        "Hand grain mill",
                        "mills",
                        "Example Mills",
                        new BigDecimal("189.00"),
                        "EUR",
                        "https://shop.example/products/grain-mill",
                        "https://shop.example/images/grain-mill.jpg",
                        true,
                        T0,
                        false),
                new CatalogProduct("gone", "Sold out", null, null, null, null, null, null, false, T0, true));
    }

    static List<SegmentDefinition> definitions() {
        return List.of(
                new SegmentDefinition(
                        "abandoned-cart",
                        2,
                        "Abandoned cart",
                        "cart.count > 0 and age(cart.updated) >= $idle",
                        Map.of("idle", "1h"),
                        "Remind people",
                        T0),
                new SegmentDefinition("buyers", 1, "Buyers", "count(order_completed) > 0", Map.of(), null, T0));
    }

    static List<SegmentTransition> transitions() {
        return List.of(
                new SegmentTransition(
                        "t-1",
                        SegmentTransition.Kind.ENTERED,
                        ANNA,
                        "anna",
                        "buyers",
                        1,
                        T0,
                        T0.plusMillis(300),
                        Cause.EVENT,
                        "m-1",
                        1,
                        List.of(new Because("count(order_completed) > 0", "1"))),
                new SegmentTransition(
                        "t-2",
                        SegmentTransition.Kind.EXITED,
                        ANNA,
                        null,
                        "buyers",
                        1,
                        T0,
                        T0,
                        Cause.LATE_EVENT,
                        null,
                        2,
                        List.of()),
                new SegmentTransition(
                        "t-3",
                        SegmentTransition.Kind.OCCURRED,
                        ANNA,
                        null,
                        "first-order",
                        1,
                        T0,
                        T0,
                        Cause.EVENT,
                        "m-1",
                        3,
                        List.of(),
                        new SegmentTransition.Occurrence(
                                "order_completed", object().put("order_id", "o-1"), new BigDecimal("59.80"), "EUR")));
    }

    static List<EventWatch> watches() {
        return List.of(
                new EventWatch("first-order", "Order Completed", "total > 50", List.of("order_id"), T0),
                new EventWatch("any-page", "page_viewed", null, List.of(), T0));
    }

    static List<ShopSettings> settings() {
        return List.of(
                new ShopSettings(
                        "EUR",
                        Map.of("USD", new BigDecimal("0.92")),
                        "Europe/Vienna",
                        Map.of("remote", List.of("91234", "8010")),
                        List.of(new ShopSettings.Store(
                                "graz",
                                "Am Eck",
                                47.07,
                                15.44,
                                "Am Eck 1, 8010 Graz",
                                "Graz",
                                "AT",
                                "Mon to Fri 9 to 18",
                                "https://shop.example/graz")),
                        Map.of("AT", new BigDecimal("49.00")),
                        object().put("name", "The Shop"),
                        Map.of("at-risk", Map.of("days", "45d")),
                        List.of(new ShopSettings.Field("trait", "shoe_size", "number", "shoe size", "EU", List.of())),
                        T0),
                new ShopSettings(
                        null, Map.of(), "UTC", Map.of(), List.of(), Map.of(), object(), Map.of(), List.of(), T0));
    }

    static List<SegmentMembership> memberships() {
        return List.of(
                new SegmentMembership(ANNA, "anna", "buyers", 1, T0),
                new SegmentMembership(CustomerId.anonymous("a|b"), null, "buyers", 1, T0));
    }

    static List<MessageCommand> messages() {
        return List.of(
                requested(new Recipient("anna@shop.example", "Anna", "de-AT")),
                requested(new Recipient("anna@shop.example", null, null)),
                again(),
                new MessageCancelled("msg-1", ANNA, "ordered", T0));
    }

    private static MessageRequested again() {
        MessageRequested first = requested(new Recipient("anna@shop.example", "Anna", "de-AT"));
        return new MessageRequested(
                "msg-2",
                first.customer(),
                first.userId(),
                first.messageClass(),
                first.channel(),
                first.campaign(),
                first.campaignVersion(),
                first.step(),
                first.template(),
                first.recipient(),
                first.requestedAt(),
                first.validUntil(),
                first.trackOpens(),
                first.snapshot(),
                "Once more",
                "In case you missed it");
    }

    private static MessageRequested requested(Recipient recipient) {
        return new MessageRequested(
                "msg-1",
                ANNA,
                null,
                MessageClass.MARKETING,
                "email",
                "welcome",
                1,
                "0",
                "welcome-1",
                recipient,
                T0,
                T0.plusSeconds(60),
                true,
                object(),
                null,
                null);
    }

    static List<Move> moves() {
        Claim claim = new Claim(T0, -7, true);
        CustomerId visitor = CustomerId.anonymous("a-1");
        Move.Origin origin = new Move.Origin("millrace.events.site", 3, 12, T0);
        return List.of(
                new Move.LinkRequested(visitor, ANNA, claim),
                new Move.StateMoved(ANNA, List.of(visitor), claim, "AQAB", "AQA=", -5),
                new Move.StateMoved(ANNA, List.of(visitor, CustomerId.of("mail:0f0f")), claim, null, null, 0),
                new Move.EventForwarded(
                        ANNA, List.of(visitor), origin, shopEvents().get(1), null),
                new Move.EventForwarded(
                        ANNA, List.of(visitor), origin, null, engagementEvents().get(1)),
                new Move.Repointed(visitor, CustomerId.of("mail:0f0f"), ANNA),
                new Move.LinkEnded(CustomerId.of("mail:0f0f"), visitor, ANNA, claim),
                new Move.EraseRequested(ANNA, List.of(), null),
                new Move.EraseRequested(visitor, List.of(ANNA), T0));
    }

    static List<CustomerLink> links() {
        return List.of(new CustomerLink(CustomerId.anonymous("a-1"), ANNA, T0));
    }

    static List<CustomerErased> erasures() {
        return List.of(new CustomerErased(ANNA, T0));
    }

    static List<IngestSource> sources() {
        String hash = ApiKeyHash.ofKey("a key").sha256();
        return List.of(
                new IngestSource(
                        "storefront",
                        IngestSource.Kind.BROWSER,
                        List.of(new IngestSource.Key(hash, null), new IngestSource.Key(hash, T0)),
                        Set.of("https://shop.example"),
                        200,
                        null),
                new IngestSource("shopify", IngestSource.Kind.SERVER, List.of(), Set.of(), null, "shopify"));
    }

    static List<StorefrontSettings> storefronts() {
        return List.of(
                new StorefrontSettings(Json.object().put("id", "welcome"), T0), new StorefrontSettings(null, T0));
    }

    static List<DataRequest> dataRequests() {
        return List.of(
                new DataRequest("shop-9999", "shop", List.of(CustomerId.user("anna"), CustomerId.of("mail:0f3a")), T0));
    }

    /** The samples of each record that is a value of a topic. */
    static Map<Class<?>, List<?>> byRecord() {
        return Map.ofEntries(
                Map.entry(ShopEvent.class, shopEvents()),
                Map.entry(EngagementEvent.class, engagementEvents()),
                Map.entry(Move.class, moves()),
                Map.entry(Tick.class, ticks()),
                Map.entry(SegmentDefinition.class, definitions()),
                Map.entry(EventWatch.class, watches()),
                Map.entry(ShopSettings.class, settings()),
                Map.entry(IngestSource.class, sources()),
                Map.entry(StorefrontSettings.class, storefronts()),
                Map.entry(DataRequest.class, dataRequests()),
                Map.entry(PopulationFigure.class, figures()),
                Map.entry(PopulationSketch.class, sketches()),
                Map.entry(CatalogProduct.class, products()),
                Map.entry(SegmentTransition.class, transitions()),
                Map.entry(SegmentMembership.class, memberships()),
                Map.entry(CustomerLink.class, links()),
                Map.entry(CustomerErased.class, erasures()),
                Map.entry(MessageCommand.class, messages()));
    }
}
