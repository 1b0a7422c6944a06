package dev.millrace.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void shouldMakeRequestsThatAreWhole() throws IOException {
        String request = numbered(Template.single("key"), 7);
        String head = request.substring(0, request.indexOf("\r\n\r\n"));
        String body = request.substring(head.length() + 4);

        assertThat(head)
                .startsWith("POST /v1/track HTTP/1.1\r\n")
                .contains("Authorization: Basic a2V5Og==")
                .endsWith("Content-Length: " + body.length());
        assertThat(Json.mapper().readTree(body).path("event").asText()).isEqualTo("Product Viewed");
    }

    @Test
    void shouldNumberEachEventOfABatch() throws IOException {
        String request = numbered(Template.batch("key", 50), 1_000_000);
        JsonNode batch = Json.mapper()
                .readTree(request.substring(request.indexOf("\r\n\r\n")))
                .path("batch");

        List<Long> numbers = new ArrayList<>();
        for (JsonNode event : batch) {
            numbers.add(Template.numberIn(event.toString().getBytes(StandardCharsets.US_ASCII)));
            assertThat(event.path("userId").asText()).matches("user-\\d{6}");
        }
        assertThat(numbers)
                .hasSize(50)
                .doesNotHaveDuplicates()
                .startsWith(1_000_000L)
                .endsWith(1_000_049L);
    }

    @Test
    void shouldFindNoNumberInWhatIsNotItsOwn() {
        assertThat(Template.numberIn("{\"id\":\"bench-12\"}".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(-1);
        assertThat(Template.numberIn(new byte[0])).isEqualTo(-1);
    }

    private static String numbered(Template template, long first) {
        ByteBuffer copy = template.copy();
        template.number(copy, first);
        return StandardCharsets.US_ASCII.decode(copy).toString();
    }
}
