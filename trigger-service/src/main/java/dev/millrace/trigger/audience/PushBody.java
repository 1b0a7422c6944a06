package dev.millrace.trigger.audience;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of changes as it is told: of a hash that came and went, only what it is at the end. */
public final class PushBody {

    /**
     * A hash that came onto a list or left it.
     *
     * @param kind {@code email} or {@code phone}
     */
    public record Change(long seq, boolean added, String kind, String hash) {}

    private static final String EMAIL = "email";
    private static final String PHONE = "phone";

    private PushBody() {}

    /** @param changes at least one, in their order; the numbers of the first and the last tell a repeated batch from a new one */
    public static String of(Audience audience, List<Change> changes) {
        Map<String, Change> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.kind() + change.hash(), change));
        ObjectNode body = Json.object()
                .put("audience", audience.id())
                .put("from", changes.get(0).seq())
                .put("to", changes.get(changes.size() - 1).seq());
        ObjectNode added = body.putObject("add");
        ObjectNode removed = body.putObject("remove");
        Map<String, ArrayNode> lists = Map.of(
                "true" + EMAIL, added.putArray(EMAIL),
                "true" + PHONE, added.putArray(PHONE),
                "false" + EMAIL, removed.putArray(EMAIL),
                "false" + PHONE, removed.putArray(PHONE));
        last.values().forEach(change -> lists.getOrDefault(
                        change.added() + change.kind(), Json.mapper().createArrayNode())
                .add(change.hash()));
        return body.toString();
    }
}
