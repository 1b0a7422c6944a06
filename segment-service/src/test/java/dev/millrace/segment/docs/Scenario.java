package dev.millrace.segment.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.DurationText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one customer, and which segments they are in meanwhile.
 *
 * @param segments expression by id
 * @param parameters of all segments
 * @param start what {@code at: +2h} counts from
 */
record Scenario(
        Map<String, String> segments,
        @Nullable Map<String, String> parameters,
        @Nullable Instant start,
        List<Step> steps) {

    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9a-z]+)");

    /**
     * Something that happens, or is expected, or both: then it is expected right after.
     *
     * @param until when an answer changes by itself, by segment; {@code never}
     * @param because leaf and value, by segment
     * @param entered the newest transition into a segment, by segment
     */
    record Step(
            String at,
            @Nullable String event,
            @Nullable String mail,
            @Nullable ObjectNode identify,
            @Nullable Map<String, String> consent,
            @Nullable ObjectNode with,
            @Nullable ObjectNode context,
            @Nullable Map<String, String> expect,
            @Nullable Map<String, String> until,
            @Nullable Map<String, Map<String, String>> because,
            @Nullable Map<String, String> entered,
            @Nullable Map<String, String> exited) {

        List<CustomerEvent> events(String id, Instant happened) {
            List<CustomerEvent> events = new ArrayList<>();
            ObjectNode properties = Objects.requireNonNullElseGet(with, Json::object);
            if (event != null) {
                boolean isPage = event.equals(ShopEvent.PAGE_VIEWED);
                ShopEvent.Kind kind = isPage ? ShopEvent.Kind.PAGE : ShopEvent.Kind.TRACK;
                events.add(told(id, kind, event, happened, properties, Json.object()));
            }
            if (identify != null) {
                events.add(told(id, ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, happened, Json.object(), identify));
            }
            if (consent != null) {
                consent.forEach((channel, status) -> {
                    ObjectNode said = Json.object().put("channel", channel).put("status", status);
                    String name = ShopEvent.CONSENT_UPDATED;
                    events.add(told(id + channel, ShopEvent.Kind.TRACK, name, happened, said, Json.object()));
                });
            }
            if (mail != null) {
                events.add(mailed(id, mail, happened, properties));
            }
            return events;
        }

        private CustomerEvent told(
                String id,
                ShopEvent.Kind kind,
                String name,
                Instant happened,
                ObjectNode properties,
                ObjectNode traits) {
            CustomerId customer = Events.ANNA;
            return new CustomerEvent.AtShop(new ShopEvent(
                    id,
                    kind,
                    name,
                    customer,
                    "anna",
                    null,
                    happened,
                    happened,
                    "shop",
                    ShopEvent.Trust.SERVER,
                    false,
                    properties,
                    traits,
                    Objects.requireNonNullElseGet(context, Json::object)));
        }

        private static CustomerEvent mailed(String id, String kind, Instant happened, ObjectNode fields) {
            return new CustomerEvent.WithMessage(new EngagementEvent(
                    id,
                    EngagementEvent.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    Events.ANNA,
                    "anna",
                    "message-" + id,
                    "email",
                    fields.path("campaign").asText(null),
                    null,
                    fields.path("template").asText(null),
                    happened,
                    fields.path("machine").asBoolean(false),
                    fields.has("open_tracked") ? fields.path("open_tracked").asBoolean() : null,
                    fields.path("url").asText(null),
                    null));
        }
    }

    Map<String, String> values() {
        return Objects.requireNonNullElse(parameters, Map.of());
    }

    /** An instant as it is written, or {@code +7d-1ms} from the start. */
    Instant instant(String at) {
        if (!at.matches("(" + OFFSET.pattern() + ")+")) {
            return Instant.parse(at);
        }
        Instant instant = Objects.requireNonNullElse(start, Events.T0);
        Matcher offset = OFFSET.matcher(at);
        while (offset.find()) {
            boolean later = offset.group(1).equals("+");
            instant = later
                    ? instant.plus(DurationText.parse(offset.group(2)))
                    : instant.minus(DurationText.parse(offset.group(2)));
        }
        return instant;
    }
}
