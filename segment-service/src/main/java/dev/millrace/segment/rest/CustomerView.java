package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.TimelineEntry;
import dev.millrace.segment.evaluation.NearestStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a customer, for people and for rendering mail.
 *
 * @param known false for an id nothing is known of: then only {@code id} and {@code asOf} say something
 * @param asOf log time up to which everything stored has been taken into account
 * @param version grows with every change of the customer
 * @param traits nested as they were sent
 * @param products by kind, those that were asked for
 * @param about the product that was asked about
 * @param nearestStore to where the customer is; absent if that or a store is not known
 * @param exactSince segment to the instant after which its rule has seen all of this customer; absent for rules that have always
 * @param mergedInto the id that is valid now, where an older one was asked for; {@code id} is the same
 * @param movedTo the same between instances: the customer is to be asked for there
 * @param standby true where a copy told it because the owner is away; {@code asOf} says how far the copy has come
 */
public record CustomerView(
        CustomerId id,
        boolean known,
        Instant asOf,
        @Nullable String userId,
        @Nullable Long version,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        @Nullable ObjectNode traits,
        @Nullable Map<String, ConsentView> consent,
        @Nullable CartView cart,
        @Nullable Map<String, EventTally> events,
        @Nullable OrdersView orders,
        @Nullable List<MembershipView> memberships,
        @Nullable List<TimelineEntry> timeline,
        @Nullable Map<String, ExpressionView> expressions,
        @Nullable Map<String, List<CatalogProduct>> products,
        @Nullable AboutView about,
        @Nullable NearestStore nearestStore,
        @Nullable Map<String, Instant> exactSince,
        @Nullable CustomerId mergedInto,
        @Nullable CustomerId movedTo,
        @Nullable Boolean standby) {

    /**
     * A product that somebody asked about.
     *
     * @param gone whether the catalogue had it and took it out, or says that there are none left
     * @param product as the catalogue has it; absent if it does not
     */
    public record AboutView(String id, boolean gone, @Nullable CatalogProduct product) {}

    /**
     * What of the cart can be ordered. {@code value} is decimal text in the currency of the cart, which is the customer's own.
     *
     * @param freeShippingFrom worth of a cart from which on shipping to the customer's country is free, in the currency of the
     *     cart; absent if there is no such thing, or the cart is in another currency than the shop's: nobody can rely on a
     *     threshold that was converted
     * @param toFreeShipping what is missing; 0 if nothing is
     * @param gone lines of products that the catalogue took out or has no more of: they count in nothing above; absent if
     *     there are none
     */
    public record CartView(
            long count,
            String value,
            @Nullable String currency,
            @Nullable String stage,
            @Nullable Instant updated,
            @Nullable String freeShippingFrom,
            @Nullable String toFreeShipping,
            List<ItemView> items,
            @Nullable List<ItemView> gone) {

        /**
         * @param freeShipping from which worth on shipping is free, in the shop's currency; null if it never is
         * @param isGone of a product's id, whether it can't be ordered any more
         */
        static CartView of(
                Cart whole,
                @Nullable String shopCurrency,
                @Nullable BigDecimal freeShipping,
                Predicate<String> isGone) {
            Cart cart = whole.only(isGone.negate());
            List<ItemView> gone = items(whole.only(isGone));
            boolean comparable = cart.currency() == null || cart.currency().equals(shopCurrency);
            BigDecimal threshold = comparable ? freeShipping : null;
            return new CartView(
                    cart.count(),
                    cart.shownValue().toPlainString(),
                    cart.currency(),
                    cart.items().isEmpty() ? null : cart.stage().word(),
                    cart.updated(),
                    threshold == null ? null : threshold.toPlainString(),
                    threshold == null ? null : missing(cart, threshold).toPlainString(),
                    items(cart),
                    gone.isEmpty() ? null : gone);
        }

        private static List<ItemView> items(Cart cart) {
            return cart.items().values().stream().map(ItemView::of).toList();
        }

        private static BigDecimal missing(Cart cart, BigDecimal threshold) {
            return threshold.subtract(cart.shownValue()).max(BigDecimal.ZERO);
        }
    }

    public record ItemView(
            String productId,
            @Nullable String name,
            @Nullable String price,
            long quantity,
            @Nullable String imageUrl,
            @Nullable String url) {

        static ItemView of(Cart.Item item) {
            BigDecimal price = item.price();
            return new ItemView(
                    item.productId(),
                    item.name(),
                    price == null ? null : price.toPlainString(),
                    item.quantity(),
                    item.imageUrl(),
                    item.url());
        }
    }

    /** {@code total} is net of refunds, in the shop's currency as far as it is known in it. */
    public record OrdersView(long count, String total, @Nullable String currency, List<OrderView> newest) {

        private static final int SHOWN = 10;

        /**
         * @param shopCurrency null if the shop has not said it
         */
        static OrdersView of(OrderLedger orders, @Nullable String shopCurrency) {
            return new OrdersView(
                    orders.count(),
                    orders.total().toPlainString(),
                    orders.currency() == null ? shopCurrency : orders.currency(),
                    orders.newest().stream()
                            .filter(OrderLedger.Order::isLive)
                            .limit(SHOWN)
                            .map(OrderView::of)
                            .toList());
        }
    }

    /** {@code total} is net of refunds; absent if it can't be converted into the shop's currency. */
    public record OrderView(String id, Instant at, @Nullable String total) {

        private static OrderView of(OrderLedger.Order order) {
            BigDecimal net = order.net();
            return new OrderView(order.id(), order.at(), net == null ? null : net.toPlainString());
        }
    }

    /** {@code until} is absent when the membership never ends by itself. */
    public record MembershipView(
            String segment, int version, Instant since, @Nullable Instant until, List<Because> because) {}

    /** {@code holds} is yes, no or unknown. */
    public record ExpressionView(String holds, @Nullable Instant until) {}

    static CustomerView unknown(CustomerId id, Instant asOf, @Nullable CustomerId movedTo, @Nullable Boolean standby) {
        return new CustomerView(
                id, false, asOf, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, movedTo, standby);
    }
}
