package dev.millrace.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void shouldKeepTheShapeAndWhatNamesNobody() throws JsonProcessingException {
        JsonNode kept = redacted(
                """
                {"type": "track", "event": "Order Completed", "userId": 4711, "writeKey": "mrb_1", "messageId": "m",
                 "timestamp": "2026-03-01", "properties": {"order_id": "o-1", "total": "12,50", "gift": true, "note": null,
                   "products": [{"product_id": "mug", "name": "For Anna", "quantity": 2}]},
                 "context": {"ip": "192.0.2.7", "traits": {"email": "anna@shop.example", "status": "gold", "age": 44}}}""");

        assertThat(kept)
                .isEqualTo(
                        json(
                                """
                {"type": "track", "event": "Order Completed", "userId": "(number)", "writeKey": "(text of 5 characters)",
                 "messageId": "(text of 1 characters)", "timestamp": "2026-03-01",
                 "properties": {"order_id": "(text of 3 characters)", "total": "12,50", "gift": true, "note": null,
                   "products": [{"product_id": "mug", "name": "(text of 8 characters)", "quantity": 2}]},
                 "context": {"ip": "(text of 9 characters)", "traits": {"email": "(text of 17 characters)",
                   "status": "(text of 4 characters)", "age": "(number)"}}}"""));
    }

    @Test
    void shouldNotBeFooledByAnAddressUnderAHarmlessNameOrAsAName() throws JsonProcessingException {
        assertThat(redacted("{\"event\": \"anna@shop.example\", \"anna@shop.example\": true}"))
                .hasToString("{\"event\":\"(text of 17 characters)\",\"(text of 17 characters)\":true}");
        assertThat(redacted("{\"event\": \"" + "x".repeat(101) + "\"}"))
                .hasToString("{\"event\":\"(text of 101 characters)\"}");
    }

    @Test
    void shouldTakeWhateverIsSent() throws JsonProcessingException {
        assertThat(redacted("42")).hasToString("\"(number)\"");
        assertThat(redacted("\"a\"")).hasToString("\"(text of 1 characters)\"");
        assertThat(redacted("[".repeat(900) + "]".repeat(900)).toString())
                .contains("(deeper)")
                .hasSizeLessThan(200);
    }

    private static JsonNode redacted(String text) throws JsonProcessingException {
        return Redaction.of(json(text));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }
}
