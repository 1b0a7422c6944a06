package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.ingest.tracking.Calls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the bytes of a delivery, and hands its calls on in the form in which the tracking API's come. */
public final class WebhookReader {

    private static final ObjectReader TREES = Json.mapper().readerFor(JsonNode.class);

    private WebhookReader() {}

    /** Empty when the bytes are not one JSON object. */
    public static Optional<JsonNode> payload(byte[] body) {
        try {
            JsonNode read = TREES.readTree(body);
            return read != null && read.isObject() ? Optional.of(read) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public static Calls calls(List<ObjectNode> translated) {
        List<Calls.Call> calls = new ArrayList<>();
        for (ObjectNode call : translated) {
            calls.add(new Calls.Call(calls.size(), call, call.toString().length()));
        }
        return Calls.of(calls);
    }
}
