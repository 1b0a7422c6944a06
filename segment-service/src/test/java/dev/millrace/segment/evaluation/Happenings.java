package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes events of one customer for histories and scenarios. */
final class Happenings {

    private Happenings() {}

    static List<CustomerEvent> of(Scenario.Step step, String id, Instant at) {
        ObjectNode with = step.with() == null ? Json.object() : step.with();
        ObjectNode context = step.context() == null ? Json.object() : step.context();
        List<CustomerEvent> events = new ArrayList<>();
        if (step.event() != null) {
            events.add(tracked(id, step.event(), at, with, context, step.history()));
        }
        if (step.page() != null) {
            events.add(paged(id + "p", at, step.page(), context));
        }
        if (step.identify() != null) {
            events.add(identified(id + "i", at, step.identify()));
        }
        if (step.mail() != null) {
            EngagementEvent.Kind kind = EngagementEvent.Kind.valueOf(step.mail().toUpperCase(Locale.ROOT));
            events.add(mailed(id + "m", kind, at, with));
        }
        if (step.consent() != null) {
            step.consent()
                    .forEach((channel, status) -> events.add(tracked(
                            id + channel,
                            ShopEvent.CONSENT_UPDATED,
                            at,
                            Json.object().put("channel", channel).put("status", status))));
        }
        return events;
    }

    static CustomerEvent tracked(
            String id, String name, Instant at, ObjectNode properties, ObjectNode context, boolean historical) {
        return shop(id, ShopEvent.Kind.TRACK, name, at, properties, Json.object(), context, historical);
    }

    static CustomerEvent tracked(String id, String name, Instant at, ObjectNode properties) {
        return tracked(id, name, at, properties, Json.object(), false);
    }

    static CustomerEvent paged(String id, Instant at, ObjectNode properties, ObjectNode context) {
        return shop(id, ShopEvent.Kind.PAGE, ShopEvent.PAGE_VIEWED, at, properties, Json.object(), context, false);
    }

    static CustomerEvent identified(String id, Instant at, ObjectNode traits) {
        return shop(id, ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, at, Json.object(), traits, Json.object(), false);
    }

    /**
     * @param fields {@code machine}, {@code open_tracked}, {@code template}, {@code campaign}, {@code url}
     */
    static CustomerEvent mailed(String id, EngagementEvent.Kind kind, Instant at, ObjectNode fields) {
        return new CustomerEvent.WithMessage(new EngagementEvent(
                id,
                kind,
                Events.ANNA,
                "anna",
                "m-" + id,
                fields.path("channel").asText("email"),
                fields.path("campaign").asText(null),
                "1",
                fields.path("template").asText(null),
                null,
                at,
                fields.path("machine").asBoolean(false),
                fields.has("open_tracked") ? fields.path("open_tracked").asBoolean() : null,
                fields.path("url").asText(null),
                null));
    }

    static CustomerEvent shop(
            String id,
            ShopEvent.Kind kind,
            String name,
            Instant at,
            ObjectNode properties,
            ObjectNode traits,
            ObjectNode context,
            boolean historical) {
        return new CustomerEvent.AtShop(new ShopEvent(
                id,
                kind,
                name,
                Events.ANNA,
                List.of(),
                "anna",
                null,
                at,
                at,
                "test",
                ShopEvent.Trust.SERVER,
                historical,
                properties,
                traits,
                context));
    }
}
