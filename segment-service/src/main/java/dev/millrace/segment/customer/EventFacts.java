package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What rules may read of one event.
 *
 * @param name in snake case
 * @param properties of a message's event: {@code machine, open_tracked, template, campaign, url, channel}
 * @param context where it came from
 * @param conversion of its amounts, which stand in the properties as they were sent
 */
public record EventFacts(String name, JsonNode properties, JsonNode context, Conversion conversion) {

    static final String LINES = "products";

    private static final String CONTEXT = "context.";

    static EventFacts of(ShopEvent event, ExchangeRates rates) {
        return new EventFacts(
                EventName.snakeCase(event.name()), event.properties(), event.context(), rates.of(event.properties()));
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
        return new EventFacts(event.kind().eventName(), properties, Json.object(), Conversion.NONE);
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
        return properties.path(LINES);
    }

    /** Whether any of its amounts is in another currency than the shop's. */
    public boolean isForeign() {
        return conversion.isNeeded();
    }

    /**
     * An amount as rules see it: in the shop's currency.
     *
     * @param line that it stands in; null for the event's own
     * @return null if there is no rate for its currency
     */
    public @Nullable BigDecimal inShopCurrency(BigDecimal amount, @Nullable JsonNode line) {
        return Conversion.times(amount, conversion.rate(properties, line));
    }
}
