package dev.millrace.trigger.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.Json;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Truth;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerAnswerTest {

    @Test
    void should_read_what_a_decision_needs() throws JsonProcessingException {
        Knowledge.Customer customer = (Knowledge.Customer)
                read(
                        """
                {"id": "user:1", "asOf": "2026-03-02T10:00:00.123Z", "version": 12, "traits": {"email": "jo@shop.example"},
                 "consent": {"email": {"status": "subscribed", "otherPurposes": {"open_tracking": {"status": "subscribed"}}}},
                 "cart": {"count": 2}, "orders": {"count": 3},
                 "memberships": [{"segment": "leads"}, {"segment": "engaged"}],
                 "expressions": {"onlyIf": {"holds": "yes"}, "exit": {"holds": "unknown"}, "odd": {"holds": "maybe"}}}
                """);

        assertThat(customer.id()).isEqualTo("user:1");
        assertThat(customer.version()).isEqualTo(12);
        assertThat(customer.asOf()).isEqualTo(Instant.parse("2026-03-02T10:00:00.123Z"));
        assertThat(customer.emailConsent()).isEqualTo("subscribed");
        assertThat(customer.openTrackingConsent()).isTrue();
        assertThat(customer.segments()).containsExactlyInAnyOrder("leads", "engaged");
        assertThat(customer.expressions()).isEqualTo(Map.of("onlyIf", Truth.YES, "exit", Truth.UNKNOWN));
        assertThat(customer.toString()).doesNotContain("jo@shop.example");
    }

    @Test
    void should_take_what_is_missing_as_unknown() throws JsonProcessingException {
        Knowledge.Customer customer =
                (Knowledge.Customer) read("{\"id\": \"anon:1\", \"asOf\": \"2026-03-02T10:00:00Z\"}");

        assertThat(customer.emailConsent()).isNull();
        assertThat(customer.openTrackingConsent()).isFalse();
        assertThat(customer.segments()).isEmpty();
        assertThat(customer.traits()).isEmpty();
    }

    @Test
    void should_know_a_stranger() throws JsonProcessingException {
        assertThat(read("{\"id\": \"anon:1\", \"asOf\": \"2026-03-02T10:00:00Z\", \"known\": false}"))
                .isEqualTo(new Knowledge.Stranger(Instant.parse("2026-03-02T10:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "7",
                "{\"id\": \"user:1\"}",
                "{\"id\": \"user:1\", \"asOf\": \"lately\"}",
                "{\"id\": \"nobody\", \"asOf\": \"2026-03-02T10:00:00Z\"}"
            })
    void should_take_an_answer_without_a_name_or_a_time_as_silence(String answer) throws JsonProcessingException {
        assertThat(read(answer)).isInstanceOf(Knowledge.Silence.class);
    }

    private static Knowledge read(String json) throws JsonProcessingException {
        return CustomerAnswer.read(Json.mapper().readTree(json));
    }
}
