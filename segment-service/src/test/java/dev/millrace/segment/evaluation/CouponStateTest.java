package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CouponStateTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final SettingsFacts FACTS = new SettingsFacts(new ShopSettings(
            null, Map.of(), "UTC", Map.of(), List.of(), Map.of(), Json.object(), Map.of(), List.of(), AT));

    @Test
    void should_know_what_campaigns_told_last_and_none_of_pools_of_which_they_told_nothing() {
        CustomerState issued = folded(CustomerState.EMPTY, "issued", AT, ShopEvent.Trust.INTERNAL);
        CustomerState redeemed = folded(issued, "redeemed", AT.plusSeconds(1), ShopEvent.Trust.INTERNAL);

        assertThat(state(CustomerState.EMPTY, "welcome")).isEqualTo(new Value.Text("none"));
        assertThat(state(issued, "welcome")).isEqualTo(new Value.Text("issued"));
        assertThat(state(issued, "other")).isEqualTo(new Value.Text("none"));
        assertThat(state(redeemed, "welcome")).isEqualTo(new Value.Text("redeemed"));
        // told late
        assertThat(state(folded(redeemed, "issued", AT, ShopEvent.Trust.INTERNAL), "welcome"))
                .isEqualTo(new Value.Text("redeemed"));
    }

    @ParameterizedTest
    @EnumSource(value = ShopEvent.Trust.class, names = "INTERNAL", mode = EnumSource.Mode.EXCLUDE)
    void should_not_let_others_say_it_nested_or_flat(ShopEvent.Trust trust) {
        ObjectNode flat = Json.object().put("millrace.coupon.welcome", "redeemed");

        assertThat(state(folded(CustomerState.EMPTY, "redeemed", AT, trust), "welcome"))
                .isEqualTo(new Value.Text("none"));
        assertThat(state(fold(CustomerState.EMPTY, flat, AT, trust), "welcome")).isEqualTo(new Value.Text("none"));
    }

    private static Value state(CustomerState customer, String pool) {
        return FACTS.figure("coupon", new Value.Text(pool), customer);
    }

    private static CustomerState folded(CustomerState before, String state, Instant at, ShopEvent.Trust trust) {
        ObjectNode traits = Json.object();
        traits.putObject("millrace").putObject("coupon").put("welcome", state);
        return fold(before, traits, at, trust);
    }

    private static CustomerState fold(CustomerState before, ObjectNode traits, Instant at, ShopEvent.Trust trust) {
        ShopEvent event = new ShopEvent(
                "e-" + at,
                ShopEvent.Kind.TRACK,
                "Coupon Issued",
                CustomerId.user("1"),
                List.of(),
                "1",
                null,
                at,
                at,
                "campaigns",
                trust,
                false,
                Json.object(),
                traits,
                Json.object());
        return Fold.apply(before, event, at, AccumulatorPlan.EMPTY);
    }
}
