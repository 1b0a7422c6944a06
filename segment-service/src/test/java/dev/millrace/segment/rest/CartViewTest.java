package dev.millrace.segment.rest;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.rest.CustomerView.CartView;
import java.math.BigDecimal;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CartViewTest {

    private static final BigDecimal FROM = new BigDecimal("49");

    @Test
    void shouldTellWhatIsMissingToFreeShipping() {
        CartView view = CartView.of(cart("12.50", "EUR"), "EUR", FROM);

        assertThat(view.freeShippingFrom()).isEqualTo("49");
        assertThat(view.toFreeShipping()).isEqualTo("24.00");
    }

    @Test
    void shouldTellThatNothingIsMissing() {
        assertThat(CartView.of(cart("60", "EUR"), "EUR", FROM).toFreeShipping()).isEqualTo("0");
    }

    @Test
    void shouldTellOfAnEmptyCartThatAllIsMissing() {
        assertThat(CartView.of(Cart.EMPTY, "EUR", FROM).toFreeShipping()).isEqualTo("49");
    }

    @Test
    void shouldPromiseNothingInAnotherCurrencyOrWhereShippingIsNeverFree() {
        assertThat(CartView.of(cart("12.50", "CHF"), "EUR", FROM).toFreeShipping())
                .isNull();
        assertThat(CartView.of(cart("12.50", "EUR"), "EUR", null).toFreeShipping())
                .isNull();
    }

    private static Cart cart(String price, String currency) {
        TreeMap<String, Cart.Item> items = new TreeMap<>();
        items.put("mug", new Cart.Item("mug", "Mug", new BigDecimal(price), currency, null, 2, null, null, T0));
        return new Cart(items, Cart.Stage.CART, T0, null);
    }
}
