package dev.millrace.segment.staff;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StaffEventsTest {

    private final StaffEvents events = new StaffEvents(InstantSource.fixed(T0));

    @Test
    void shouldLetTheLastWordStandWithinAMillisecond() {
        CustomerState state = CustomerState.EMPTY;
        state = fold(state, events.tag(ANNA, "anna", "vip", true));
        assertThat(state.hasTag("vip")).isTrue();
        state = fold(state, events.tag(ANNA, "anna", "vip", false));
        assertThat(state.hasTag("vip")).isFalse();
        state = fold(state, events.tag(ANNA, "anna", "vip", true));
        assertThat(state.hasTag("vip")).isTrue();
    }

    @Test
    void shouldSetAndTakeAwayTraits() {
        CustomerState state = fold(
                CustomerState.EMPTY, events.traits(ANNA, "anna", Json.object().put("firstName", "Anna")));
        assertThat(String.valueOf(state.trait("firstName"))).isEqualTo("Anna");

        state = fold(state, events.traits(ANNA, "anna", Json.object().putNull("firstName")));
        assertThat(state.trait("firstName")).isNull();
        assertThat(state.userId()).isEqualTo("anna");
    }

    private static CustomerState fold(CustomerState state, ShopEvent event) {
        return Fold.apply(state, event, event.timestamp(), AccumulatorPlan.EMPTY);
    }
}
