package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNameTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            Order Completed, Order Completed, ORDER, true
            Completed Order, Order Completed, ORDER, true
            order_completed, Order Completed, ORDER, true
            ORDER  COMPLETED, Order Completed, ORDER, true
            Order Placed, Order Placed, ORDER, true
            Order Canceled, Order Cancelled, ORDER, true
            Order Refunded, Order Refunded, ORDER, true
            Added Product, Product Added, CART, true
            Product Removed, Product Removed, CART, true
            Started Order, Checkout Started, CART, true
            Payment Info Entered, Payment Info Entered, CART, true
            Coupon Applied, Coupon Applied, CART, true
            Viewed Product Category, Product List Viewed, SITE, true
            Viewed Product, Product Viewed, SITE, true
            Product Added to Wishlist, Product Added to Wishlist, SITE, true
            Consent Updated, Consent Updated, PROFILE, false
            Page Viewed, Page Viewed, SITE, false
            ' Trial Started ', Trial Started, SITE, false
            trial_started, trial_started, SITE, false
            """)
    void shouldSpellAndPlaceNamesLikeTheSpecification(
            String sent, String canonical, EventTopic topic, boolean commerce) {
        assertThat(EventName.of(sent)).isEqualTo(new EventName(canonical, topic, commerce));
    }
}
