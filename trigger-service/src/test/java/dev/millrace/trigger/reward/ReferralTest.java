package dev.millrace.trigger.reward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.reward.Referral.Ruling;
import dev.millrace.trigger.reward.Referral.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferralTest {

    private static final String AT = "2026-03-02T10:00:00Z";
    private static final Side REFERRER = side("user:1", "mail:one", Json.object(), orders("o-9"));

    @Test
    void should_reward_the_first_order_and_no_other() {
        assertThat(ruled(friend("mail:two", orders("o-1")), "o-1")).isEqualTo(Ruling.GIVEN);
        // the answer has the newest first
        assertThat(ruled(friend("mail:two", orders("o-2", "o-1")), "o-1")).isEqualTo(Ruling.GIVEN);
        assertThat(ruled(friend("mail:two", orders("o-2", "o-1")), "o-2")).isEqualTo(Ruling.NOT_FIRST_ORDER);
    }

    @Test
    void should_not_reward_what_was_cancelled_or_given_back() {
        ObjectNode refunded = orders("o-1");
        ((ObjectNode) refunded.path("newest").get(0)).put("total", "0.00");

        assertThat(ruled(friend("mail:two", orders()), "o-1")).isEqualTo(Ruling.ORDER_CANCELLED);
        assertThat(ruled(friend("mail:two", orders("o-2")), "o-1")).isEqualTo(Ruling.ORDER_CANCELLED);
        assertThat(ruled(friend("mail:two", refunded), "o-1")).isEqualTo(Ruling.ORDER_CANCELLED);
    }

    @Test
    void should_not_take_an_old_order_for_the_first_when_the_answer_does_not_show_all() {
        ObjectNode many = orders("o-11", "o-10", "o-9", "o-8", "o-7", "o-6", "o-5", "o-4", "o-3", "o-2");
        many.put("count", 11);

        assertThat(ruled(friend("mail:two", many), "o-2")).isEqualTo(Ruling.NOT_FIRST_ORDER);
        assertThat(ruled(friend("mail:two", many), "o-1")).isEqualTo(Ruling.NOT_FIRST_ORDER);
    }

    @Test
    void should_know_an_order_without_id_by_its_instant() {
        assertThat(ruled(friend("mail:two", orders("o-1")), null)).isEqualTo(Ruling.GIVEN);
    }

    @Test
    void should_refuse_who_refers_themselves() {
        Side same = side("user:1", "mail:two", Json.object(), orders("o-1"));

        assertThat(ruled(same, "o-1")).isEqualTo(Ruling.SELF);
        assertThat(ruled(friend("mail:one", orders("o-1")), "o-1")).isEqualTo(Ruling.SAME_ADDRESS);
        assertThat(ruled(null, "o-1")).isEqualTo(Ruling.UNKNOWN_CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource({
        "+49 30 1234567, +4930-1234567, true",
        "+49 30 1234567, +49 30 1234568, false",
        "12345, 12345, false",
    })
    void should_know_the_same_phone_however_it_is_written(String one, String other, boolean same) {
        Side referrer = side("user:1", "mail:one", Json.object().put("phone", one), orders());
        Side friend = side("user:2", "mail:two", Json.object().put("phone", other), orders("o-1"));

        assertThat(Referral.rule(referrer, friend, "o-1", AT) == Ruling.SAME_ADDRESS)
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "Mill Lane 3, 12345, Miller, mill lane 3, 12345, MILLER, true",
        "Mill Lane 3, 12345, Miller, Mill Lane 3, 12345, Smith, false",
        "Mill Lane 3, 12345, Miller, Mill Lane 4, 12345, Miller, false",
    })
    void should_refuse_one_person_at_one_home_and_not_a_household(
            String street, String code, String name, String street2, String code2, String name2, boolean same) {
        Side referrer = side("user:1", "mail:one", home(street, code, name), orders());
        ObjectNode flattened = Json.object()
                .put("address.street", street2)
                .put("address.postal_code", code2)
                .put("lastName", name2);
        Side friend = side("user:2", "mail:two", flattened, orders("o-1"));

        assertThat(Referral.rule(referrer, friend, "o-1", AT) == Ruling.SAME_ADDRESS)
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/, https://shop.example/?ref=ABC",
        "https://shop.example/?a=b, https://shop.example/?a=b&ref=ABC",
        "https://shop.example/x#top, https://shop.example/x?ref=ABC#top",
    })
    void should_add_the_code_to_the_link(String link, String expected) {
        ReferralTerms terms = new ReferralTerms(
                new Gift.Nothing(), new Gift.Points(1), link, Duration.ofDays(14), Duration.ofDays(30));

        assertThat(terms.linkWith("ABC")).isEqualTo(expected);
    }

    private static Ruling ruled(@Nullable Side friend, @Nullable String order) {
        return Referral.rule(REFERRER, friend, order, AT);
    }

    private static Side friend(String address, ObjectNode orders) {
        return side("user:2", address, Json.object(), orders);
    }

    private static Side side(String id, String address, ObjectNode traits, ObjectNode orders) {
        return new Side(id, address, traits, orders);
    }

    private static ObjectNode home(String street, String code, String name) {
        ObjectNode traits = Json.object().put("last_name", name);
        traits.putObject("address").put("street", street).put("postal_code", code);
        return traits;
    }

    private static ObjectNode orders(String... newestFirst) {
        ObjectNode orders = Json.object().put("count", newestFirst.length);
        ArrayNode newest = orders.putArray("newest");
        for (int i = 0; i < newestFirst.length; i++) {
            boolean last = i == newestFirst.length - 1;
            newest.addObject()
                    .put("id", newestFirst[i])
                    .put("at", last ? AT : "2026-03-05T10:00:00Z")
                    .put("total", "39.90");
        }
        return orders;
    }
}
