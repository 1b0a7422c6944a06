package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one request.
 *
 * @param context what the batch says for all its events, below what each says itself
 * @param contextBytes how many bytes that took as it was sent; they count as each event's own
 * @param sentAt when the batch was sent by the sender's clock; null when it does not say
 * @param writeKey the key that stands in the body
 * @param anonymousId of whoever the calls name no other for
 */
public record Calls(
        List<Call> calls,
        JsonNode context,
        long contextBytes,
        @Nullable Instant sentAt,
        @Nullable String writeKey,
        @Nullable String anonymousId) {

    /**
     * One call as it was sent: its place in the request, its JSON and how many bytes it took.
     *
     * @param plain whether it surely needs no cleaning: no text that can't be stored, no long number, and not too deep
     * @param fault why it could not be read; then its JSON is missing
     */
    public record Call(int index, JsonNode json, long bytes, boolean plain, @Nullable String fault) {

        public Call(int index, JsonNode json, long bytes) {
            this(index, json, bytes, false);
        }

        Call(int index, JsonNode json, long bytes, boolean plain) {
            this(index, json, bytes, plain, null);
        }

        static Call unreadable(int index, long bytes, String fault) {
            return new Call(index, MissingNode.getInstance(), bytes, true, fault);
        }
    }

    public Calls {
        calls = List.copyOf(calls);
    }

    /** Calls that stand for themselves, with nothing said for all of them. */
    public static Calls of(List<Call> calls) {
        return new Calls(calls, Json.object().path("context"), 0, null, null, null);
    }

    /** The same with what the headers of the request say; the body's own word counts more. */
    public Calls sentWith(@Nullable String sentAtHeader, @Nullable String anonymousIdHeader) {
        Instant sent = sentAt != null || sentAtHeader == null
                ? sentAt
                : SentTime.parse(sentAtHeader).orElse(null);
        return new Calls(calls, context, contextBytes, sent, writeKey, anonymousIdHeader);
    }

    static Calls single(Call call, @Nullable String writeKey) {
        JsonNode nothing = Json.object().path("context");
        return new Calls(List.of(call), nothing, 0, null, writeKey, null);
    }
}
