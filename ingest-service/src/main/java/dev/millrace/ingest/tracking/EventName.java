package dev.millrace.ingest.tracking;

import dev.millrace.contract.ShopEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event's name as Segment's e-commerce specification (version 2) spells it, and the topic that follows from it.
 *
 * <p>Older names of the specification and other spellings ({@code order_completed}) become the canonical one. A name that
 * is not known is an event of the shop's own: it keeps its spelling and its properties, and belongs to the site.
 *
 * @param commerce whether amounts and lines stand in its properties as the specification says
 */
record EventName(String text, EventTopic topic, boolean commerce) {

    static final EventName PAGE_VIEWED = new EventName(ShopEvent.PAGE_VIEWED, EventTopic.SITE, false);
    static final EventName IDENTIFY = new EventName(ShopEvent.IDENTIFY, EventTopic.PROFILE, false);
    static final EventName ALIAS = new EventName(ShopEvent.ALIAS, EventTopic.PROFILE, false);
    static final EventName GROUP = new EventName("Group", EventTopic.PROFILE, false);
    static final EventName CONSENT_UPDATED = new EventName(ShopEvent.CONSENT_UPDATED, EventTopic.PROFILE, false);

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_]+");

    /** By the key of each spelling; canonical names also by themselves, for that is what nearly every producer sends. */
    private static final Map<String, EventName> KNOWN = new HashMap<>();

    static {
        commerce(
                EventTopic.SITE,
                """
                Products Searched
                Product List Viewed, Viewed Product Category
                Product List Filtered
                Promotion Viewed, Viewed Promotion
                Promotion Clicked, Clicked Promotion
                Product Clicked, Clicked Product
                Product Viewed, Viewed Product
                Product Shared, Shared Product
                Product Reviewed, Reviewed Product
                Product Added to Wishlist, Added Product to Wishlist
                Product Removed from Wishlist, Removed Product from Wishlist
                """);
        commerce(
                EventTopic.CART,
                """
                Product Added, Added Product
                Product Removed, Removed Product
                Wishlist Product Added to Cart, Added Product to Cart from Wishlist
                Cart Viewed, Viewed Cart
                Cart Shared, Shared Cart
                Cart Updated
                Checkout Started, Started Order, Started Checkout
                Checkout Step Viewed, Viewed Checkout Step
                Checkout Step Completed, Completed Checkout Step
                Payment Info Entered, Entered Payment Info
                Coupon Entered, Entered Coupon
                Coupon Applied, Applied Coupon
                Coupon Denied, Denied Coupon
                Coupon Removed, Removed Coupon
                """);
        commerce(
                EventTopic.ORDER,
                """
                Order Placed, Placed Order
                Order Completed, Completed Order
                Order Updated, Updated Order
                Order Refunded, Refunded Order
                Order Cancelled, Cancelled Order, Order Canceled
                Order Shipped, Shipped Order
                """);
        know(CONSENT_UPDATED, ShopEvent.CONSENT_UPDATED);
        know(PAGE_VIEWED, ShopEvent.PAGE_VIEWED);
        know(PAGE_VIEWED, "Viewed Page");
    }

    static EventName of(String sent) {
        EventName canonical = KNOWN.get(sent);
        EventName known = canonical != null ? canonical : KNOWN.get(key(sent));
        return known != null ? known : new EventName(sent.strip(), EventTopic.SITE, false);
    }

    /** Each line: the canonical name, then the names it is also sent under. */
    private static void commerce(EventTopic topic, String lines) {
        lines.lines().forEach(line -> {
            String[] names = line.split(", ", -1);
            EventName canonical = new EventName(names[0], topic, true);
            for (String name : names) {
                know(canonical, name);
            }
        });
    }

    private static void know(EventName name, String spelling) {
        KNOWN.put(name.text(), name);
        KNOWN.put(key(spelling), name);
    }

    private static String key(String spelling) {
        return SEPARATORS.matcher(spelling.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
