package dev.millrace.segment.rest;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.rest.CustomerView.CartView;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CartViewTest {

    private static final BigDecimal FROM = new BigDecimal("49");
    private static final Predicate<String> NONE_GONE = product -> false;

    @Test
    void shouldTellWhatIsMissingToFreeShipping() {
        CartView view = CartView.of(cart("12.50", "EUR"), "EUR", FROM, NONE_GONE);

        assertThat(view.freeShippingFrom()).isEqualTo("49");
        assertThat(view.toFreeShipping()).isEqualTo("24.00");
    }

    @Test
    void shouldTellThatNothingIsMissing() {
        assertThat(CartView.of(cart("60", "EUR"), "EUR", FROM, NONE_GONE).toFreeShipping())
                .isEqualTo("0");
    }

    @Test
    void shouldTellOfAnEmptyCartThatAllIsMissing() {
        assertThat(CartView.of(Cart.EMPTY, "EUR", FROM, NONE_GONE).toFreeShipping())
                .isEqualTo("49");
    }

    @Test
    void shouldPromiseNothingInAnotherCurrencyOrWhereShippingIsNeverFree() {
        assertThat(CartView.of(cart("12.50", "CHF"), "EUR", FROM, NONE_GONE).toFreeShipping())
                .isNull();
        assertThat(CartView.of(cart("12.50", "EUR"), "EUR", null, NONE_GONE).toFreeShipping())
                .isNull();
    }

    @Test
    void shouldCountWhatIsGoneApart() {
        TreeMap<String, Cart.Item> items = new TreeMap<>(cart("12.50", "EUR").items());
        items.put("jug", new Cart.Item("jug", "Jug", new BigDecimal("30"), "EUR", null, 1, null, null, T0));
        Cart cart = new Cart(items, Cart.Stage.CART, T0, null);

        CartView view = CartView.of(cart, "EUR", FROM, "jug"::equals);

        assertThat(view.items()).extracting(CustomerView.ItemView::productId).containsExactly("mug");
        assertThat(view.gone()).extracting(CustomerView.ItemView::name).containsExactly("Jug");
        assertThat(view.count()).isEqualTo(2);
        assertThat(view.value()).isEqualTo("25.00");
        assertThat(view.toFreeShipping()).isEqualTo("24.00");
        assertThat(CartView.of(cart, "EUR", FROM, NONE_GONE).gone()).isNull();
    }

    @Test
    void shouldTellOfACartOfWhichNothingIsLeft() {
        CartView view = CartView.of(cart("12.50", "EUR"), "EUR", FROM, product -> true);

        assertThat(view.items()).isEmpty();
        assertThat(view.gone()).hasSize(1);
        assertThat(view.value()).isEqualTo("0");
        assertThat(view.stage()).isNull();
    }

    private static Cart cart(String price, String currency) {
        TreeMap<String, Cart.Item> items = new TreeMap<>();
        items.put("mug", new Cart.Item("mug", "Mug", new BigDecimal(price), currency, null, 2, null, null, T0));
        return new Cart(items, Cart.Stage.CART, T0, null);
    }
}
