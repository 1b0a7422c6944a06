package dev.millrace.segment.codec;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Membership;
import dev.millrace.segment.membership.Watch;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerCodecTest {

    private static final String GOLDEN =
            "0100019ca8d72d00019ca8d72d007fffffffffff" // version, flags, evaluated, next, armed
                    + "05ed0709" // sequence, generation, version
                    + "0100046c65616401019ca8d72d00" // one membership
                    + "00000000000000000000000000" // an empty state
                    + "000000" // no links, not anonymous, nothing seen
                    + "0000"; // no entries of the timeline, no newest events

    private static final RuleSet RULES = RuleSet.of(List.of(
            rule("often", "count(product_added[7d]) >= 3"),
            rule("shoes", "count(order_completed{total > 5}) >= 1 and sum(product_added.price[30d]) > 100"),
            rule("again", "some product (count(product_added{quantity > 0}) > 1 and distinct(product_added.name) > 1)"),
            rule("ends", "first(product_added.name) = \"hat\" and max(product_added.price) > 100")));

    @Test
    void shouldReadWhatItWrote() {
        Customer anna = new Customer(anna(), watch());

        assertThat(CustomerCodec.decode(CustomerCodec.encode(anna))).isEqualTo(anna);
        assertThat(CustomerCodec.decode(CustomerCodec.encode(Customer.NEW))).isEqualTo(Customer.NEW);
    }

    @Test
    void shouldKeepItsLayout() {
        String bytes = HexFormat.of().formatHex(CustomerCodec.encode(new Customer(CustomerState.EMPTY, watch())));

        assertThat(bytes)
                .describedAs("another layout needs another version: read both, write the old one for a release")
                .isEqualTo(GOLDEN);
    }

    @Test
    void shouldBeCompact() {
        assertThat(CustomerCodec.encode(new Customer(anna(), watch())).length).isLessThan(800);
    }

    @Test
    void shouldRefuseANewerLayout() {
        byte[] bytes = CustomerCodec.encode(Customer.NEW);
        bytes[0] = 2;

        assertThatThrownBy(() -> CustomerCodec.decode(bytes))
                .isInstanceOf(UnreadableState.class)
                .hasMessage("a customer record of layout 2, and this release reads up to 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 30, 60, 100})
    void shouldRefuseARecordThatIsCutOff(int length) {
        byte[] bytes = CustomerCodec.encode(new Customer(anna(), watch()));

        assertThatThrownBy(() -> CustomerCodec.decode(java.util.Arrays.copyOf(bytes, length)))
                .isInstanceOf(UnreadableState.class);
    }

    private static SegmentDefinition rule(String id, String expression) {
        return new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
    }

    private static Watch watch() {
        return new Watch(
                NameMap.<Membership>empty().with("lead", new Membership(1, T0)),
                T0,
                T0,
                Verdict.NEVER,
                5,
                1005,
                Verdict.NEVER,
                Verdict.NEVER,
                9);
    }

    private static CustomerState anna() {
        List<ShopEvent> events = List.of(
                Events.added("e1", "shoe", 2, T0),
                Events.ordered("e2", "o1", "25.00", T0.plusSeconds(9)),
                Events.added("e3", "hat", 1, T0.plusSeconds(60)),
                Events.consent("e4", "subscribed", T0),
                Events.identify(
                        "e5",
                        T0,
                        Json.object()
                                .put("email", "anna@example.org")
                                .put("points", 12.5)
                                .put("vip", true),
                        ShopEvent.Trust.SERVER));
        CustomerState state = CustomerState.EMPTY;
        for (ShopEvent event : events) {
            state = Fold.apply(state, event, event.timestamp(), RULES.plan());
        }
        return state;
    }
}
