package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service makes of a call is what the contract says an event is. */
class WrittenEventTest {

    private static final Schema SCHEMA = schema();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"anonymousId\":\"a-1\",\"event\":\"Product Viewed\",\"properties\":{\"price\":1.5}}",
                "{\"userId\":\"u\",\"event\":\"Completed Order\",\"properties\":{\"total\":1,\"products\":[{\"price\":\"2\"}]}}",
                "{\"userId\":\"u\",\"event\":\"Level Reached\",\"properties\":{\"value\":5,\"products\":null}}",
                "{\"userId\":\"u\",\"event\":\"Cart Viewed\",\"properties\":{\"total\":null,\"products\":[]}}",
                "{\"userId\":\"u@shop.example\",\"event\":\"x\",\"timestamp\":\"2031-01-01\",\"context\":{\"traits\":{\"phone\":1}}}"
            })
    void shouldBeValid(String call) {
        var event = new Requests().accepted(CallType.TRACK, call);

        assertThat(SCHEMA.validate(
                        Json.mapper().valueToTree(event),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    private static Schema schema() {
        try (InputStream in = WrittenEventTest.class.getResourceAsStream("/schemas/shop-event.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Json.mapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException("no schema of events in the contract", e);
        }
    }
}
