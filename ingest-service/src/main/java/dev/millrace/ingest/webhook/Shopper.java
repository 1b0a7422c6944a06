package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import org.jspecify.annotations.Nullable;

/**
 * Whom a delivery is about.
 *
 * @param alias an anonymous id that stands for the order or the checkout, so that a later delivery that names nobody but the
 *     order (a refund) reaches its customer
 * @param traits what it says of them, for {@code context.traits}
 */
record Shopper(@Nullable String userId, @Nullable String alias, ObjectNode traits) {

    static Shopper of(@Nullable String userId, @Nullable String email, @Nullable String alias) {
        ObjectNode traits = Json.object();
        Fields.put(traits, "email", email);
        return new Shopper(userId, alias, traits);
    }

    /** A call of theirs. */
    ObjectNode call(String type, String messageId, @Nullable String at) {
        ObjectNode call = Json.object().put("type", type).put("messageId", messageId);
        Fields.put(call, "userId", userId);
        Fields.put(call, "anonymousId", alias);
        Fields.put(call, "timestamp", at);
        if (!traits.isEmpty()) {
            call.putObject("context").set("traits", traits.deepCopy());
        }
        return call;
    }

    ObjectNode track(String event, String messageId, @Nullable String at, ObjectNode properties) {
        ObjectNode call = call("track", messageId, at);
        call.put("event", event);
        call.set("properties", properties);
        return call;
    }
}
