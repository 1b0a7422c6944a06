package dev.millrace.trigger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionDecoderTest {

    private static final String WHOLE =
            """
            {"id": "t1", "kind": "entered", "customer": "user:1", "segment": "leads", "version": 1,
             "at": "2026-03-02T10:00:00Z", "decidedAt": "2026-03-02T10:00:01Z", "cause": "event", "sequence": 1,
             "new": "unknown to this reader"}
            """;

    @Test
    void should_read_a_transition_also_with_a_property_it_does_not_know() {
        assertThat(decode(WHOLE)).isInstanceOf(Decoded.Transition.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"t1\",",
                "\"kind\": \"entered\",",
                "\"customer\": \"user:1\",",
                "\"segment\": \"leads\",",
                "\"at\": \"2026-03-02T10:00:00Z\",",
                "\"decidedAt\": \"2026-03-02T10:00:01Z\",",
                "\"cause\": \"event\","
            })
    void should_refuse_a_transition_that_lacks_something(String part) {
        assertThat(WHOLE).contains(part);
        assertThat(decode(WHOLE.replace(part, ""))).isInstanceOf(Decoded.Undecodable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{}", "\u0000\u0001"})
    void should_refuse_what_is_no_transition(String value) {
        assertThat(decode(value)).isInstanceOf(Decoded.Undecodable.class);
    }

    @Test
    void should_refuse_a_tombstone_and_text_that_cannot_be_stored() {
        assertThat(TransitionDecoder.decode(null)).isInstanceOf(Decoded.Undecodable.class);
        assertThat(decode(WHOLE.replace("user:1", "user:\\u0000"))).isInstanceOf(Decoded.Undecodable.class);
    }

    private static Decoded decode(String value) {
        return TransitionDecoder.decode(value.getBytes(StandardCharsets.UTF_8));
    }
}
