package dev.millrace.trigger.policy;

import static dev.millrace.trigger.policy.PolicyCase.T0;
import static dev.millrace.trigger.policy.PolicyCase.campaign;
import static dev.millrace.trigger.policy.PolicyCase.said;
import static dev.millrace.trigger.policy.PolicyCase.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statements permit marketing mail, by the law of the place and the bases the shop relies on. */
class ConsentRuleTest {

    private static final String ALL_BASES =
            """
            sender: {postalAddress: "1 Mill Lane"}
            consent: {bases: [express, soft-opt-in, implied, opt-out], inquiries: [quote_requested]}
            """;

    @ParameterizedTest(name = "in {0}, {1} by {2}: {3}")
    @CsvSource({
        "US, ,             ,                 send",
        "US, pending,      ,                 no-consent",
        "US, unsubscribed, ,                 no-consent",
        "US, subscribed,   consent,          send",
        "FR, ,             ,                 no-consent",
        "FR, subscribed,   consent,          send",
        "FR, subscribed,   soft-opt-in,      send",
        "FR, subscribed,   existing_customer, send",
        "PL, subscribed,   soft-opt-in,      no-consent",
        "FR, subscribed,   heard of them,    no-consent",
        "FR, unsubscribed, soft-opt-in,      no-consent",
        "CA, ,             ,                 no-consent",
        "CA, subscribed,   consent,          send",
        "XX, subscribed,   consent,          send",
        "XX, subscribed,   soft-opt-in,      no-consent",
        "XX, ,             ,                 no-consent",
        "DE, subscribed,   consent,          not-confirmed",
        "DE, subscribed,   double-opt-in,    send",
        "DE, subscribed,   confirmed_opt_in, send",
        "DE, subscribed,   ,                 not-confirmed",
        "DE, subscribed,   soft-opt-in,      send",
        "DE, pending,      ,                 no-consent",
    })
    void should_go_by_the_law_of_the_place(
            String country, @Nullable String status, @Nullable String basis, String expected) {
        PolicyCase it = send().under(ALL_BASES).in(country);

        assertThat((status == null ? it.whoSaid(null) : it.whoSaid(status, basis)).verdict())
                .isEqualTo(expected);
    }

    @Test
    void should_not_rely_on_what_the_shop_does_not_rely_on() {
        assertThat(send().in("US").whoSaid(null).verdict()).isEqualTo("no-consent");
        assertThat(send().in("FR").whoSaid("subscribed", "soft-opt-in").verdict())
                .isEqualTo("no-consent");
        assertThat(send().in("CA").whoSaid(null).ordered(T0.minusSeconds(60)).verdict())
                .isEqualTo("no-consent");
    }

    @ParameterizedTest(name = "bought {0}, now {1}: {2}")
    @CsvSource({
        "2024-03-05T12:00:00Z, 2026-03-05T04:59:59Z, send",
        "2024-03-05T12:00:00Z, 2026-03-05T05:00:00Z, no-consent",
        "2024-02-29T12:00:00Z, 2026-02-28T04:59:59Z, send",
        "2024-02-29T12:00:00Z, 2026-02-28T05:00:00Z, no-consent",
    })
    void should_end_consent_implied_by_a_purchase_after_two_years_by_the_calendar(
            Instant bought, Instant now, String expected) {
        PolicyCase it = send().under(ALL_BASES).in("CA", "ON").whoSaid(null).ordered(bought);

        assertThat(it.dueAndAt(now).verdict()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "asked on {0}, now {1}: {2}")
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-07-31T03:59:59Z, send",
        "2026-01-31T12:00:00Z, 2026-07-31T04:00:00Z, no-consent",
        "2025-08-31T12:00:00Z, 2026-02-28T04:59:59Z, send",
        "2025-08-31T12:00:00Z, 2026-02-28T05:00:00Z, no-consent",
    })
    void should_end_consent_implied_by_an_inquiry_after_six_months(Instant asked, Instant now, String expected) {
        PolicyCase it = send().under(ALL_BASES)
                .in("Canada", "Ontario")
                .whoSaid(null)
                .last("quote_requested", asked)
                .last("page_viewed", now);

        assertThat(it.dueAndAt(now).verdict()).isEqualTo(expected);
    }

    @Test
    void should_say_on_what_implied_consent_stands_and_until_when() {
        Ruling ruling = send().under(ALL_BASES)
                .in("CA", "ON")
                .whoSaid(null)
                .ordered(T0.minusSeconds(60))
                .rule();

        assertThat(ruling.inputs())
                .containsEntry("basis", "implied by purchase")
                .containsEntry("permittedUntil", "2028-03-02T05:00:00Z")
                .containsEntry("jurisdiction", "CA-ON")
                .hasEntrySatisfying("law", law -> assertThat(law).startsWith("ca@"));
    }

    @Test
    void should_let_an_objection_end_what_is_implied() {
        assertThat(send().under(ALL_BASES)
                        .in("CA")
                        .whoSaid("unsubscribed", null)
                        .ordered(T0.minusSeconds(60))
                        .verdict())
                .isEqualTo("no-consent");
    }

    @ParameterizedTest(name = "bought {0} days ago: {1}")
    @CsvSource({"364, send", "366, no-consent"})
    void should_limit_soft_opt_in_to_a_year_after_the_sale_in_ireland(int days, String expected) {
        assertThat(send().under(ALL_BASES)
                        .in("IE")
                        .whoSaid("subscribed", "soft-opt-in")
                        .ordered(T0.minus(Duration.ofDays(days)))
                        .verdict())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "expires {0} ms from now: {1}")
    @CsvSource({"1, send", "0, consent-expired", "-1, consent-expired"})
    void should_end_a_permission_when_it_expires(long millis, String expected) {
        ConsentStatement said = new ConsentStatement(
                "email", "marketing", "subscribed", T0.minusSeconds(60), null, null, null, T0.plusMillis(millis), null);

        assertThat(send().whoSaid(said).verdict()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "given {0} s ago: {1}")
    @CsvSource({"86399, send", "86400, consent-expired"})
    void should_end_a_permission_after_the_time_the_shop_gives_it(long seconds, String expected) {
        assertThat(send().under("consent: {expiresAfter: 1d}")
                        .whoSaid(said("subscribed", T0.minusSeconds(seconds), null))
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    void should_ask_for_proof_where_the_shop_does() {
        ConsentStatement bare =
                new ConsentStatement("email", "marketing", "subscribed", T0, null, null, "consent", null, null);

        assertThat(send().under("consent: {proof: required}").whoSaid(bare).verdict())
                .isEqualTo("no-proof");
        assertThat(send().under("consent: {proof: required}")
                        .whoSaid("subscribed", "consent")
                        .verdict())
                .isEqualTo("send");
        assertThat(send().under("consent: {proof: required}")
                        .whoSaid(bare)
                        .noted(said("subscribed", T0, null))
                        .verdict())
                .as("the ledger has it")
                .isEqualTo("send");
    }

    @ParameterizedTest(name = "{0}, in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {where: law}                       | AT | not-confirmed
                    {where: law}                       | FR | send
                    {where: everywhere}                | FR | not-confirmed
                    {where: everywhere}                | XX | not-confirmed
                    {where: nowhere}                   | DE | send
                    {where: [FR, Norway]}              | FR | not-confirmed
                    {where: [FR, Norway]}              | NO | not-confirmed
                    {where: [FR, Norway]}              | DE | send
                    """)
    void should_ask_for_confirmation_by_country_and_shop(String doubleOptIn, String country, String expected) {
        assertThat(send().under("doubleOptIn: " + doubleOptIn)
                        .in(country)
                        .whoSaid("subscribed", "consent")
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    void should_accept_permissions_brought_along_without_a_record_if_told_so() {
        PolicyCase told = send().under("doubleOptIn: {unrecorded: accept}").in("DE");

        assertThat(told.whoSaid("subscribed", null).verdict()).isEqualTo("send");
        assertThat(told.whoSaid("subscribed", "consent").verdict()).isEqualTo("not-confirmed");
    }

    @Test
    void should_know_of_an_objection_for_the_same_address_by_somebody_else() {
        ConsentStatement objected =
                said("unsubscribed", T0.minusSeconds(30), null).boundTo(PolicyCase.HASH);
        ConsentStatement older = said("unsubscribed", T0.minusSeconds(90), null).boundTo(PolicyCase.HASH);

        assertThat(send().noted(objected).verdict()).isEqualTo("no-consent");
        assertThat(send().noted(older).verdict()).isEqualTo("send");
    }

    @Test
    void should_not_let_somebody_else_who_asks_for_mail_to_the_address_stop_it() {
        assertThat(send().noted(said("pending", T0, null).boundTo(PolicyCase.HASH))
                        .verdict())
                .isEqualTo("send");
    }

    @Test
    void should_not_take_a_permission_from_the_ledger_alone() {
        assertThat(send().whoSaid(null).noted(said("subscribed", T0, "consent")).verdict())
                .isEqualTo("no-consent");
    }

    @Test
    void should_not_write_to_an_address_for_which_nobody_gave_permission() {
        ConsentStatement said = said("subscribed", T0.minusSeconds(60), null);

        assertThat(send().whoSaid(said).noted(said.boundTo("mail:old")).verdict())
                .isEqualTo("other-address");
        assertThat(send().whoSaid(said).noted(said.boundTo(PolicyCase.HASH)).verdict())
                .isEqualTo("send");
    }

    @Test
    void should_take_no_notice_of_other_purposes_and_channels() {
        ConsentStatement sms =
                new ConsentStatement("sms", "marketing", "unsubscribed", T0, null, null, null, null, PolicyCase.HASH);
        ConsentStatement survey =
                new ConsentStatement("email", "survey", "unsubscribed", T0, null, null, null, null, PolicyCase.HASH);

        assertThat(send().noted(sms).noted(survey).verdict()).isEqualTo("send");
    }

    @ParameterizedTest(name = "in {0}: {1}")
    @CsvSource({"US, no-postal-address", "CA, no-postal-address", "FR, send"})
    void should_need_a_postal_address_where_the_law_does(String country, String expected) {
        assertThat(send().under("home: {country: FR}")
                        .in(country)
                        .whoSaid("subscribed", "consent")
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    void should_send_transactional_mail_whatever_was_said() {
        assertThat(send().of(campaign("class: transactional\n"))
                        .in("DE")
                        .whoSaid("unsubscribed", null)
                        .suppressed(Suppression.Scope.MARKETING)
                        .verdict())
                .isEqualTo("send");
    }

    @Test
    void should_send_nothing_to_an_address_that_does_not_exist() {
        assertThat(send().of(campaign("class: transactional\n"))
                        .suppressed(Suppression.Scope.ALL)
                        .verdict())
                .isEqualTo("suppressed");
        assertThat(send().suppressed(Suppression.Scope.MARKETING).verdict()).isEqualTo("suppressed");
    }

    @Test
    void should_take_the_shops_country_for_customers_who_do_not_say_theirs() {
        assertThat(send().under("home: {country: DE}")
                        .whoSaid("subscribed", "consent")
                        .verdict())
                .isEqualTo("not-confirmed");
    }
}
