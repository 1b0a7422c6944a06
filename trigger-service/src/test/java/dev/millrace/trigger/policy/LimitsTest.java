package dev.millrace.trigger.policy;

import static dev.millrace.trigger.policy.PolicyCase.T0;
import static dev.millrace.trigger.policy.PolicyCase.campaign;
import static dev.millrace.trigger.policy.PolicyCase.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.digest.StableDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caps, quiet hours, and who is left out: at, just before and just after each limit. */
class LimitsTest {

    private static final String CAPS =
            """
            caps:
              - {segment: highly-engaged, week: 5}
              - {segment: engaged, week: 3}
              - {month: 1}
            """;

    private static final Duration LONG = Duration.ofDays(60);

    @ParameterizedTest(name = "{0}, the last sends {1} h ago: {2}")
    @CsvSource({
        "highly-engaged, 4, send",
        "highly-engaged, 5, frequency-cap",
        "engaged,        2, send",
        "engaged,        3, frequency-cap",
        "other,          0, send",
        "other,          1, frequency-cap",
    })
    void should_let_frequency_follow_engagement(String segment, int sent, String expected) {
        PolicyCase it = send().under(CAPS).segments(segment, "someone");

        assertThat(it.sent(hoursAgo(sent)).verdict()).isEqualTo(expected);
    }

    @Test
    void should_take_the_first_cap_that_matches() {
        assertThat(send().under(CAPS)
                        .segments("engaged", "highly-engaged")
                        .sent(hoursAgo(4))
                        .verdict())
                .isEqualTo("send");
    }

    @Test
    void should_drop_what_leads_to_nothing_rather_than_put_it_off() {
        PolicyCase it = send().under(CAPS).segments("engaged").sent(hoursAgo(3)).gone("cart");

        assertThat(it.verdict()).isEqualTo("product-gone");
        assertThat(it.rule().inputs()).containsEntry("about", "cart").doesNotContainKey("cap.week");
    }

    @ParameterizedTest(name = "{0} ms after the slot came free: {1}")
    @CsvSource({"-1, frequency-cap", "0, send", "1, send"})
    void should_be_put_off_until_the_slot_is_free(long millis, String expected) {
        Instant oldest = T0.minus(Duration.ofDays(7)).minusMillis(millis);
        PolicyCase it = send().under(CAPS).segments("engaged").of(lasting());
        it.sent(List.of(T0.minusSeconds(2), T0.minusSeconds(1), oldest));

        assertThat(it.verdict()).isEqualTo(expected);
        if (it.rule() instanceof Ruling.Defer defer) {
            assertThat(defer.until()).isEqualTo(oldest.plus(Duration.ofDays(7)));
            assertThat(defer.inputs()).containsEntry("cap.week", "3 of 3").containsEntry("capOf", "engaged");
        }
    }

    @Test
    void should_wait_for_the_last_of_several_limits() {
        PolicyCase it = send().under("caps: [{day: 1, week: 2}]").of(lasting());
        it.sent(T0.minusSeconds(60), T0.minus(Duration.ofDays(3)));

        assertThat(((Ruling.Defer) it.rule()).until())
                .isEqualTo(T0.minus(Duration.ofDays(3)).plus(Duration.ofDays(7)));
    }

    @Test
    void should_not_wait_longer_than_the_send_is_valid() {
        Ruling.Defer defer = (Ruling.Defer) send().under(CAPS).sent(T0).rule();

        assertThat(defer.until()).isEqualTo(T0.plus(Duration.ofHours(12)));
        assertThat(send().under(CAPS).sent(T0).at(defer.until()).verdict()).isEqualTo("Expired");
    }

    @Test
    void should_not_count_nor_limit_transactional_mail() {
        assertThat(send().under(CAPS)
                        .of(campaign("class: transactional\n"))
                        .sent(T0)
                        .verdict())
                .isEqualTo("send");
    }

    @ParameterizedTest(name = "a rival of priority {0} and due {1} s later, looked at in {2} s: {3}")
    @CsvSource({
        "6, 1,  0,  outranked",
        "5, -1, 0,  outranked",
        "5, 1,  0,  send",
        "4, -1, 0,  send",
        "6, 1,  30, outranked",
        "6, 1,  31, send",
    })
    void should_let_priority_go_first_then_age(int priority, long later, long wakes, String expected) {
        PolicyCase it =
                send().under("caps: [{day: 1}]").due(T0.minusSeconds(60)).at(T0);

        assertThat(it.rival(priority, T0.minusSeconds(60).plusSeconds(later), T0.plusSeconds(wakes))
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    void should_go_beside_a_rival_when_there_are_slots_for_both() {
        assertThat(send().under("caps: [{day: 2}]").rival(9, T0, T0).verdict()).isEqualTo("send");
        assertThat(send().under("caps: [{day: 2}]")
                        .sent(T0.minusSeconds(1))
                        .rival(9, T0, T0)
                        .verdict())
                .isEqualTo("outranked");
    }

    @ParameterizedTest(name = "zone trait {0}, country {1}: from {2}")
    @CsvSource({
        "Asia/Tokyo,     DE, Asia/Tokyo by trait",
        "+12:00,         DE, +12:00 by trait",
        "Mars/Olympus,   DE, Europe/Berlin by country",
        "'',             DE, Europe/Berlin by country",
        "'',             XX, Pacific/Apia by shop",
    })
    void should_know_the_customers_zone(String trait, String country, String expected) {
        String document = "{\"home\": {\"zone\": \"Pacific/Apia\"}, \"doubleOptIn\": {\"where\": \"nowhere\"},"
                + " \"quietHours\": {\"from\": \"21:00\", \"until\": \"08:00\"}}";
        Ruling ruling =
                send().under(document).in(country).trait("timezone", trait).rule();

        assertThat(ruling.inputs()).containsEntry("zone", expected);
    }

    @Test
    void should_know_the_zone_of_a_state() {
        Ruling ruling = send().under("quietHours: {from: \"21:00\", until: \"08:00\"}\nsender: {postalAddress: here}")
                .in("US", "Hawaii")
                .rule();

        assertThat(ruling.inputs()).containsEntry("zone", "Pacific/Honolulu by country");
        assertThat(((Ruling.Defer) ruling).reason()).isEqualTo(Reason.QUIET_HOURS);
    }

    @Test
    void should_spread_release_over_customers_and_repeat_it_for_each() {
        Set<Long> tenths = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            double share = StableDigest.share("user:" + i);
            assertThat(share).isGreaterThanOrEqualTo(0).isLessThan(1).isEqualTo(StableDigest.share("user:" + i));
            tenths.add((long) (share * 100));
        }
        assertThat(tenths).hasSize(100);
    }

    @ParameterizedTest(name = "new {0} ms less than 30 days: {1}")
    @CsvSource({"1, send", "0, unengaged", "-1, unengaged"})
    void should_leave_out_who_gave_no_sign_of_life_in_time(long millis, String expected) {
        Instant since = T0.minus(Duration.ofDays(30)).plusMillis(millis);
        PolicyCase it = send().under("unengaged: {after: 30d}")
                .whoSaid(PolicyCase.said("subscribed", since, null))
                .firstSeen(since.minusSeconds(60));

        assertThat(it.verdict()).isEqualTo(expected);
        assertThat(it.segments("engaged").verdict()).isEqualTo("send");
    }

    @Test
    void should_write_to_the_unengaged_where_a_campaign_is_meant_for_them() {
        assertThat(send().under("unengaged: {after: 30d, except: [cart]}")
                        .whoSaid(PolicyCase.said("subscribed", T0.minus(LONG), null))
                        .verdict())
                .isEqualTo("send");
    }

    private static Campaign lasting() {
        return campaign("validFor: " + LONG.toDays() + "d\n");
    }

    private static Instant[] hoursAgo(int count) {
        Instant[] sends = new Instant[count];
        for (int i = 0; i < count; i++) {
            sends[i] = T0.minus(Duration.ofHours(i + 1L));
        }
        return sends;
    }
}
