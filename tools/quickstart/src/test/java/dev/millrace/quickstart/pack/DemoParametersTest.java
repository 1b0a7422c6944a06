package dev.millrace.quickstart.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import org.junit.jupiter.api.Test;

class DemoParametersTest {

    private final DemoParameters demo =
            new DemoParameters(object("""
            {"segment": {"abandoned-cart": {"idle": "10s"}}}"""));

    @Test
    void aNamedParameterIsReplacedAndSaid() {
        ObjectNode segment = object("""
                {"parameters": {"idle": "1h", "least": "3"}}""");

        assertThat(demo.apply("segment", "abandoned-cart", segment))
                .containsExactly("abandoned-cart idle 10s instead of 1h");
        assertThat(segment.path("parameters"))
                .isEqualTo(object("""
                        {"idle": "10s", "least": "3"}"""));
    }

    @Test
    void otherDocumentsStayAsTheyAre() {
        ObjectNode campaign = object("""
                {"parameters": {"idle": "1h"}}""");

        assertThat(demo.apply("campaign", "abandoned-cart", campaign)).isEmpty();
        assertThat(campaign.path("parameters").path("idle").asText()).isEqualTo("1h");
    }

    @Test
    void aParameterThatThePackDoesNotHaveStopsTheStart() {
        assertThatThrownBy(() -> demo.apply("segment", "abandoned-cart", object("{}")))
                .hasMessageContaining("the parameter idle of the segment abandoned-cart");
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
