package dev.millrace.segment.codec;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerMerge;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Watch;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A shop that lists an order's refunds each time it tells of the order gives each back once. */
class RefundTest {

    private static final AccumulatorPlan PLAN = RuleSet.of(List.of()).plan();

    private int seconds;

    @Test
    void shouldTakeARefundOfOneIdOffOnce() {
        CustomerState anna = refund(order(CustomerState.EMPTY), "r1", "10.00");
        assertThat(net(anna)).isEqualByComparingTo("40");

        assertThat(net(refund(anna, "r1", "10.00"))).isEqualByComparingTo("40");
        assertThat(net(refund(anna, "r2", "10.00"))).isEqualByComparingTo("30");
        assertThat(net(refund(refund(anna, null, "5.00"), null, "5.00"))).isEqualByComparingTo("30");
        assertThat(net(refund(anna, null, null))).isEqualByComparingTo("0");
    }

    @Test
    void shouldRememberItAlsoWhenTheCustomerWasStored() {
        CustomerState stored = stored(refund(refund(order(CustomerState.EMPTY), "r1", "10.00"), "r2", "2.50"));

        assertThat(net(stored)).isEqualByComparingTo("37.50");
        assertThat(net(refund(stored, "r2", "2.50"))).isEqualByComparingTo("37.50");
        assertThat(stored(refund(stored, "r3", "1.00")).orders())
                .isEqualTo(refund(stored, "r3", "1.00").orders());
    }

    @Test
    void shouldTakeItOffOnceWhereTwoCustomersWhoBecomeOneWereBothTold() {
        CustomerState guest = refund(refund(order(CustomerState.EMPTY), "r1", "10.00"), "r2", "1.00");
        CustomerState user = refund(refund(order(CustomerState.EMPTY), "r1", "10.00"), "r3", "2.00");

        CustomerState anna = CustomerMerge.merge(user, guest, PLAN);
        assertThat(net(anna)).isEqualByComparingTo("37");
        assertThat(net(refund(refund(anna, "r2", "1.00"), "r3", "2.00"))).isEqualByComparingTo("37");
    }

    @Test
    void shouldRememberOnlySoMany() {
        CustomerState anna = order(CustomerState.EMPTY);
        for (int i = 0; i < 30; i++) {
            anna = refund(anna, "r" + i, "1.00");
        }

        assertThat(anna.orders().newest().get(0).refunds()).hasSize(20);
        assertThat(net(anna)).isEqualByComparingTo("20");
        assertThat(net(refund(anna, "r0", "1.00"))).isEqualByComparingTo("20");
    }

    private CustomerState order(CustomerState state) {
        return told(
                state, "Order Completed", Json.object().put("order_id", "o1").put("total", "50.00"));
    }

    private CustomerState refund(CustomerState state, @Nullable String id, @Nullable String amount) {
        return told(
                state,
                "Order Refunded",
                Json.object().put("order_id", "o1").put("refund_id", id).put("total", amount));
    }

    private CustomerState told(CustomerState state, String name, ObjectNode properties) {
        seconds++;
        var event = Events.track("e" + seconds, name, T0.plusSeconds(seconds), properties);
        return Fold.apply(state, event, event.timestamp(), PLAN);
    }

    private static CustomerState stored(CustomerState state) {
        return CustomerCodec.decode(CustomerCodec.encode(new Customer(state, Watch.NEW)))
                .state();
    }

    private static BigDecimal net(CustomerState state) {
        return state.orders().total();
    }
}
