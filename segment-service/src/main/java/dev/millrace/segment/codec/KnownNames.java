package dev.millrace.segment.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names that most customers have, written as their place in this list: a few octets less each, and no text to be made when
 * they are read. Any other name is 0 and the text. The list only grows at its end: a place is for ever.
 */
final class KnownNames {

    private static final List<String> NAMES = List.of(
            "page_viewed",
            "product_viewed",
            "product_clicked",
            "product_list_viewed",
            "product_list_filtered",
            "products_searched",
            "product_added",
            "product_removed",
            "product_shared",
            "product_reviewed",
            "product_added_to_wishlist",
            "product_removed_from_wishlist",
            "wishlist_product_added_to_cart",
            "promotion_viewed",
            "promotion_clicked",
            "cart_viewed",
            "cart_shared",
            "checkout_started",
            "checkout_step_viewed",
            "checkout_step_completed",
            "payment_info_entered",
            "order_placed",
            "order_completed",
            "order_updated",
            "order_shipped",
            "order_refunded",
            "order_cancelled",
            "coupon_entered",
            "coupon_applied",
            "coupon_denied",
            "coupon_removed",
            "identify",
            "consent_updated",
            "tag_added",
            "tag_removed",
            "email_sent",
            "email_delivered",
            "email_opened",
            "email_clicked",
            "email_bounced",
            "email_complained",
            "email_unsubscribed",
            "email_not_sent",
            "email",
            "sms",
            "push",
            "subscribed",
            "pending",
            "unsubscribed",
            "name",
            "first_name",
            "last_name",
            "firstName",
            "lastName",
            "username",
            "phone",
            "birthday",
            "age",
            "gender",
            "title",
            "language",
            "locale",
            "timezone",
            "country",
            "city",
            "location",
            "postal_code",
            "created_at",
            "createdAt",
            "plan",
            "company",
            "website",
            "avatar",
            "description",
            "address.street",
            "address.city",
            "address.state",
            "address.country",
            "address.postal_code",
            "address.postalCode",
            "accepts_marketing",
            "storefront",
            "web",
            "shop",
            "pop-up",
            "unsubscribe-link",
            "shopify",
            "woocommerce",
            "consent",
            "product_id",
            "sku",
            "category",
            "brand",
            "variant",
            "price",
            "quantity",
            "currency",
            "url",
            "image_url",
            "products",
            "order_id",
            "total",
            "revenue",
            "discount",
            "coupon",
            "cart_id",
            "checkout_id",
            "shipping",
            "tax",
            "subtotal",
            "value",
            "query",
            "path",
            "referrer",
            "search",
            "page",
            "position",
            "list_id",
            "status",
            "channel",
            "template",
            "campaign",
            "step",
            "machine",
            "open_tracked",
            "reason",
            "source",
            "medium",
            "content",
            "term",
            "size",
            "color",
            "tag",
            "rating",
            "image");

    private static final Map<String, Integer> PLACES = places();

    private KnownNames() {}

    static void write(ByteWriter out, String name) {
        Integer place = PLACES.get(name);
        if (place != null) {
            out.unsigned(place);
            return;
        }
        out.octet(0);
        out.text(name);
    }

    static String read(ByteReader in) {
        long place = in.unsigned();
        if (place == 0) {
            return in.text();
        }
        if (place < 0 || place > NAMES.size()) {
            throw new UnreadableState("a name at place " + place);
        }
        return NAMES.get((int) place - 1);
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            places.put(NAMES.get(i), i + 1);
        }
        return places;
    }
}
