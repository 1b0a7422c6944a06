package dev.millrace.segment.customer;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CartFoldTest {

    private static final ExchangeRates RATES = new ExchangeRates("EUR", Map.of("USD", new BigDecimal("0.9")));

    private static final ShopEvent SHOE = added("e1", 0, "shoe", "20.00", "USD");
    private static final ShopEvent HAT = added("e2", 60, "hat", "10.00", "USD");

    @Test
    void shouldShowCustomersTheirOwnMoneyAndRulesTheShops() {
        Cart cart = folded(SHOE, HAT);

        assertThat(cart.shownValue()).isEqualByComparingTo("30");
        assertThat(cart.currency()).isEqualTo("USD");
        assertThat(cart.value()).isEqualByComparingTo("27");
    }

    @Test
    void shouldLeaveOutWhatHasNoRateForRulesOnly() {
        Cart cart = folded(added("e1", 0, "shoe", "20.00", "GBP"));

        assertThat(cart.shownValue()).isEqualByComparingTo("20");
        assertThat(cart.value()).isZero();
        assertThat(cart.count()).isEqualTo(1);
    }

    @Test
    void shouldNotDependOnWhetherAnEarlierAdditionIsReadAfterTheOrder() {
        ShopEvent order = Events.ordered("e9", "o1", "20.00", T0.plusSeconds(30));

        assertThat(folded(order, SHOE)).isEqualTo(folded(SHOE, order));
        assertThat(folded(SHOE, order).currency()).isNull();
        assertThat(folded(order, HAT, SHOE)).isEqualTo(folded(SHOE, order, HAT));
    }

    @Test
    void shouldSayTheCurrencyOfTheLineThatChangedLast() {
        ShopEvent euros = added("e3", 90, "sock", "5.00", "EUR");

        assertThat(folded(SHOE, euros).currency()).isEqualTo("EUR");
        assertThat(folded(euros, SHOE).currency()).isEqualTo("EUR");
        assertThat(folded(SHOE, euros).shownValue()).isEqualByComparingTo("5");
    }

    private static Cart folded(ShopEvent... events) {
        CustomerState state = CustomerState.EMPTY;
        for (ShopEvent event : List.of(events)) {
            state = Fold.apply(state, event, event.timestamp(), AccumulatorPlan.EMPTY, RATES);
        }
        return state.cart();
    }

    private static ShopEvent added(String id, int seconds, String product, String price, String currency) {
        ObjectNode properties =
                Json.object().put("product_id", product).put("price", price).put("currency", currency);
        return Events.track(id, "Product Added", T0.plusSeconds(seconds), properties);
    }
}
