package dev.millrace.trigger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendPolicyTest {

    private static final Instant DUE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration FRESHNESS = Duration.ofSeconds(5);
    private static final Duration VALID_FOR = Duration.ofHours(12);
    private static final String WHO = "user:1";

    private final SendPolicy policy = new SendPolicy(FRESHNESS);

    @Test
    void should_permit_when_nothing_objects() {
        Ruling ruling = rule(campaign(""), known(DUE), DUE);

        assertThat(ruling).isInstanceOf(Ruling.Permit.class);
        assertThat(((Ruling.Permit) ruling).recipient().email()).isEqualTo("jo@shop.example");
        assertThat(ruling.inputs().toString()).doesNotContain("jo@shop.example");
        assertThat(ruling.inputs()).containsEntry("asOf", DUE.toString()).containsEntry("consent", "subscribed");
    }

    @ParameterizedTest(name = "answer {0} ms from due, looked at {1} ms from due: {2}")
    @CsvSource({
        "-1,    0,     NotYet",
        "0,     0,     Permit",
        "1,     0,     Permit",
        "0,     5000,  Permit",
        "0,     5001,  NotYet",
        "1,     5001,  Permit",
        "59999, 65000, NotYet",
        "60000, 65000, Permit",
    })
    void should_only_decide_on_knowledge_that_passed_the_due_instant_and_is_fresh(
            long asOf, long now, String expected) {
        Ruling ruling = rule(campaign(""), known(DUE.plusMillis(asOf)), DUE.plusMillis(now));

        assertThat(ruling.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} ms from the end of validity: {1}")
    @CsvSource({"-1, Permit", "0, Expired", "1, Expired"})
    void should_expire_at_the_end_of_validity(long millis, String expected) {
        Instant now = DUE.plus(VALID_FOR).plusMillis(millis);

        assertThat(rule(campaign(""), known(now), now).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void should_wait_without_an_answer_until_it_expires() {
        Knowledge silence = new Knowledge.Silence("status 503");
        Instant last = DUE.plus(VALID_FOR).minusMillis(1);

        assertThat(reason(rule(campaign(""), silence, last))).isEqualTo(Reason.NO_ANSWER);
        assertThat(rule(campaign(""), silence, last.plusMillis(1))).isInstanceOf(Ruling.Expired.class);
    }

    @Test
    void should_hold_for_a_customer_nobody_knows_but_only_on_fresh_knowledge() {
        assertThat(rule(campaign(""), new Knowledge.Stranger(DUE), DUE)).isInstanceOf(Ruling.Hold.class);
        assertThat(reason(rule(campaign(""), new Knowledge.Stranger(DUE.minusMillis(1)), DUE)))
                .isEqualTo(Reason.STALE_KNOWLEDGE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"pending", "unsubscribed", "Subscribed", ""})
    void should_hold_marketing_mail_without_the_consent_subscribed(@Nullable String consent) {
        assertThat(reason(rule(campaign(""), customer(WHO, DUE, consent, traits(), Set.of(), Map.of()), DUE)))
                .isEqualTo(Reason.NO_CONSENT);
    }

    @Test
    void should_send_transactional_mail_without_consent() {
        Knowledge unsubscribed = customer(WHO, DUE, "unsubscribed", traits(), Set.of(), Map.of());

        assertThat(rule(campaign("class: transactional\n"), unsubscribed, DUE)).isInstanceOf(Ruling.Permit.class);
    }

    @ParameterizedTest
    @CsvSource({"YES, Permit", "NO, Hold", "UNKNOWN, Hold", ", Hold"})
    void should_ask_only_if(@Nullable Truth truth, String expected) {
        Map<String, Truth> answers = truth == null ? Map.of() : Map.of(SendPolicy.ONLY_IF, truth);
        Knowledge known = customer(WHO, DUE, "subscribed", traits(), Set.of(), answers);

        assertThat(rule(campaign("onlyIf: cart.count > 0\n"), known, DUE)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"YES, End", "NO, Permit", "UNKNOWN, Permit"})
    void should_end_when_the_exit_expression_holds(Truth truth, String expected) {
        Knowledge known = customer(WHO, DUE, "subscribed", traits(), Set.of(), Map.of(SendPolicy.EXIT, truth));

        assertThat(rule(campaign("exitOn: {expression: cart.count = 0}\n"), known, DUE)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void should_end_when_the_answer_knows_of_leaving_before_the_transition_arrived() {
        Campaign campaign = campaign("exitOn: {exited: abandoned}\n");

        assertThat(reason(rule(campaign, known(DUE), DUE))).isEqualTo(Reason.LEFT_SEGMENT);
        assertThat(rule(campaign, customer(WHO, DUE, "subscribed", traits(), Set.of("abandoned"), Map.of()), DUE))
                .isInstanceOf(Ruling.Permit.class);
    }

    @Test
    void should_not_mind_absence_from_a_segment_that_is_not_the_one_of_the_start() {
        assertThat(rule(campaign("exitOn: {exited: other}\n"), known(DUE), DUE)).isInstanceOf(Ruling.Permit.class);
    }

    @Test
    void should_pass_the_journey_on_when_another_customer_answers() {
        Ruling ruling = rule(campaign(""), customer("user:2", DUE, "subscribed", traits(), Set.of(), Map.of()), DUE);

        assertThat(ruling).isInstanceOf(Ruling.Moved.class);
        assertThat(((Ruling.Moved) ruling).to()).isEqualTo("user:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nobody", "a@b@c", "jo@shop.example\\r\\nBcc: x@y.example"})
    void should_hold_without_an_address_that_can_be_written_to(String email) {
        ObjectNode traits = Json.object().put("email", email.replace("\\r\\n", "\r\n"));

        assertThat(reason(rule(campaign(""), customer(WHO, DUE, "subscribed", traits, Set.of(), Map.of()), DUE)))
                .isEqualTo(Reason.NO_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "name,      Jo Doe, '',       '',  Jo Doe",
        "firstName, Jo,     lastName, Doe, Jo Doe",
        "first_name, Jo,    last_name, Doe, Jo Doe",
        "firstName, Jo,     '',       '',  Jo",
        "last_name, Doe,    '',       '',  Doe",
    })
    void should_name_the_recipient(String first, String value, String second, String secondValue, String expected) {
        ObjectNode traits = traits().put(first, value);
        if (!second.isEmpty()) {
            traits.put(second, secondValue);
        }
        Ruling ruling = rule(campaign(""), customer(WHO, DUE, "subscribed", traits, Set.of(), Map.of()), DUE);

        assertThat(((Ruling.Permit) ruling).recipient().name()).isEqualTo(expected);
    }

    private Ruling rule(Campaign campaign, Knowledge knowledge, Instant now) {
        return policy.rule(new DueSend(campaign, 0, WHO, "e1", DUE, knowledge, null, OnRecord.NONE, now));
    }

    private static @Nullable Reason reason(Ruling ruling) {
        if (ruling instanceof Ruling.Hold hold) {
            return hold.reason();
        }
        if (ruling instanceof Ruling.NotYet notYet) {
            return notYet.reason();
        }
        return ruling instanceof Ruling.End end ? end.reason() : null;
    }

    private static Knowledge known(Instant asOf) {
        return customer(WHO, asOf, "subscribed", traits(), Set.of(), Map.of());
    }

    private static Knowledge customer(
            String id,
            Instant asOf,
            @Nullable String consent,
            ObjectNode traits,
            Set<String> segments,
            Map<String, Truth> expressions) {
        return new Knowledge.Customer(
                id, 7, asOf, traits, consent, false, segments, expressions, Json.object(), Json.object());
    }

    private static ObjectNode traits() {
        return Json.object().put("email", "jo@shop.example");
    }

    private static Campaign campaign(String more) {
        String document =
                """
                name: Cart
                start: {entered: abandoned}
                steps: [{send: {template: cart}}]
                """
                        + more;
        return ((Reading.Accepted) CampaignText.read("cart", document)).campaign();
    }
}
