package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import java.util.Locale;

/**
 * What rules may read of one event.
 *
 * @param name in snake case
 * @param properties of a message's event: {@code machine, open_tracked, template, campaign, url, channel}
 * @param context where it came from
 */
public record EventFacts(String name, JsonNode properties, JsonNode context) {

    private static final String CONTEXT = "context.";

    static EventFacts of(ShopEvent event) {
        return new EventFacts(EventName.snakeCase(event.name()), event.properties(), event.context());
    }

    static EventFacts of(EngagementEvent event) {
        ObjectNode properties = Json.object()
                .put("machine", event.machine())
                .put("open_tracked", event.openTracked())
                .put("template", event.template())
                .put("campaign", event.campaign())
                .put("step", event.step())
                .put("url", event.url())
                .put("reason", event.reason())
                .put("channel", event.channel().toLowerCase(Locale.ROOT));
        return new EventFacts(event.kind().eventName(), properties, Json.object());
    }

    /** What stands at a path, which begins with {@code context.} or is of the properties; missing if there is none. */
    public JsonNode at(String path) {
        boolean ofContext = path.startsWith(CONTEXT);
        JsonNode node = ofContext ? context : properties;
        for (String step : (ofContext ? path.substring(CONTEXT.length()) : path).split("\\.", -1)) {
            node = node.path(step);
        }
        return node;
    }

    /** The lines of an order or a cart; missing for an event without. */
    public JsonNode lines() {
        return properties.path("products");
    }
}
