package dev.millrace.benchmarks.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Instant;
import java.util.List;

/** What customers do, as it stands on the event topics. */
enum Act {
    LOOK("Page Viewed", false),
    VIEW("Product Viewed", false),
    /** Brings whoever has an empty cart into {@link Segments#IN_CART}. */
    ADD("Product Added", true),
    /** Takes whoever put one thing into the cart out of {@link Segments#IN_CART}. */
    REMOVE("Product Removed", true),
    CLICK("email_clicked", false),
    /** Is followed by a timer of {@link Segments#QUIZ_LEFT}. */
    QUIZ("Quiz Opened", false);

    private final String event;
    private final boolean moves;

    Act(String event, boolean moves) {
        this.event = event;
        this.moves = moves;
    }

    /** Whether a transition follows from it at once. */
    boolean moves() {
        return moves;
    }

    Topic<CustomerId, ?> topic(Topics topics) {
        return switch (this) {
            case ADD, REMOVE -> topics.cartEvents();
            case CLICK -> topics.engagementEvents();
            case LOOK, VIEW, QUIZ -> topics.siteEvents();
        };
    }

    Template template(Topics topics) {
        return this == CLICK
                ? new Template(
                        topics.engagementEvents().valueSerde().serializer().serialize("", click()))
                : new Template(topics.siteEvents().valueSerde().serializer().serialize("", atShop()));
    }

    private EngagementEvent click() {
        return new EngagementEvent(
                Template.ID,
                EngagementEvent.Kind.CLICKED,
                CustomerId.user(Template.CUSTOMER),
                Template.CUSTOMER,
                "message-" + Template.ID,
                "email",
                "newsletter",
                "1",
                "newsletter",
                null,
                Template.AT,
                false,
                null,
                "https://shop.example/p6",
                null);
    }

    private ShopEvent atShop() {
        ObjectNode context = Json.object();
        context.putObject("page").put("path", "/boots").put("url", "https://shop.example/boots");
        context.put("locale", "de-AT");
        return new ShopEvent(
                Template.ID,
                this == LOOK ? ShopEvent.Kind.PAGE : ShopEvent.Kind.TRACK,
                event,
                CustomerId.user(Template.CUSTOMER),
                List.of(),
                Template.CUSTOMER,
                null,
                Template.AT,
                Template.AT,
                "storefront",
                ShopEvent.Trust.SERVER,
                false,
                this == LOOK || this == QUIZ ? Json.object() : product(),
                Json.object(),
                context);
    }

    private static ObjectNode product() {
        return Json.object()
                .put("product_id", "p6")
                .put("name", "Winter boot")
                .put("category", "boots")
                .put("brand", "Northern")
                .put("price", "79.90")
                .put("quantity", 1)
                .put("currency", "EUR")
                .put("url", "https://shop.example/p6");
    }

    static String userId(long number) {
        return "c" + Long.toString(1_000_000_000L + number).substring(1);
    }

    static CustomerId customer(long number) {
        return CustomerId.user(userId(number));
    }

    /** What the JSON of an instant keeps. */
    static Instant millis(Instant at) {
        return Instant.ofEpochMilli(at.toEpochMilli());
    }
}
