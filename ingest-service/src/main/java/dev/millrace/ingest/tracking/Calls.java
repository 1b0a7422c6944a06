package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.util.List;

/**
 * The calls of one request.
 *
 * @param context what the batch says for all its events, below what each says itself
 * @param contextBytes how many bytes that took as it was sent; they count as each event's own
 * @param sentAt when the batch was sent by the sender's clock; missing when it does not say
 */
public record Calls(List<Call> calls, JsonNode context, long contextBytes, JsonNode sentAt) {

    /** One call as it was sent: its place in the request, its JSON and how many bytes it took. */
    public record Call(int index, JsonNode json, long bytes) {}

    public Calls {
        calls = List.copyOf(calls);
    }

    /** Calls that stand for themselves, with nothing said for all of them. */
    public static Calls of(List<Call> calls) {
        return new Calls(calls, Json.object().path("context"), 0, Json.object().path("sentAt"));
    }

    static Calls single(JsonNode json, long bytes) {
        return new Calls(
                List.of(new Call(0, json, bytes)),
                Json.object().path("context"),
                0,
                Json.object().path("sentAt"));
    }
}
