package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.campaign.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what steps tell others than the customer. Ids are those of the enrolment and the step. */
final class Drafts {

    private static final String SOURCE = "campaigns";
    private static final String USER = "user:";

    private Drafts() {}

    /**
     * One event for each thing that is set.
     *
     * @param at the newest statement wins, so no two of a walk have the same instant: they are a millisecond apart
     */
    static List<ShopEvent> events(Enrolment.Origin origin, Step.Set set, Instant at) {
        List<ShopEvent> events = new ArrayList<>();
        if (set.tag() != null) {
            events.add(track(origin, set, "Tag Added", set.tag(), at, events.size()));
        }
        if (set.untag() != null) {
            events.add(track(origin, set, "Tag Removed", set.untag(), at, events.size()));
        }
        if (!set.traits().isEmpty()) {
            events.add(event(
                    origin,
                    set,
                    ShopEvent.Kind.IDENTIFY,
                    ShopEvent.IDENTIFY,
                    Json.object(),
                    set.traits().deepCopy(),
                    at,
                    events.size()));
        }
        return events;
    }

    private static ShopEvent track(
            Enrolment.Origin origin, Step.Set set, String name, String tag, Instant at, int place) {
        ObjectNode properties = Json.object().put("tag", tag);
        return event(origin, set, ShopEvent.Kind.TRACK, name, properties, Json.object(), at, place);
    }

    private static ShopEvent event(
            Enrolment.Origin origin,
            Step.Set set,
            ShopEvent.Kind kind,
            String name,
            ObjectNode properties,
            ObjectNode traits,
            Instant at,
            int place) {
        Instant when = at.plusMillis(place);
        ObjectNode context = Json.object();
        context.putObject("millrace")
                .put("campaign", origin.campaign())
                .put("version", origin.campaignVersion())
                .put("step", set.name());
        return new ShopEvent(
                "campaign-" + DeterministicId.event(origin.id(), set.name(), place),
                kind,
                name,
                origin.customer(),
                List.of(),
                userId(origin),
                null,
                when,
                when,
                SOURCE,
                ShopEvent.Trust.INTERNAL,
                false,
                properties,
                traits,
                context);
    }

    /** The transition's belongs to its customer, who may have been merged since. */
    private static @Nullable String userId(Enrolment.Origin origin) {
        return origin.customer().kind() == CustomerId.Kind.USER
                ? origin.customer().value().substring(USER.length())
                : origin.userId();
    }

    /**
     * @param traits what is known of the customer; of it only what the step names is told
     * @param rewards what the customer was given
     */
    static Effect.Webhook call(
            Enrolment.Origin origin, Step.Webhook step, ObjectNode traits, ObjectNode rewards, Instant now) {
        String id = DeterministicId.call(origin.id(), step.name());
        ObjectNode body = Json.object()
                .put("id", id)
                .put("campaign", origin.campaign())
                .put("campaignVersion", origin.campaignVersion())
                .put("step", step.name())
                .put("enrolment", origin.id())
                .put("customer", origin.customer().value())
                .put("at", now.toString());
        if (origin.userId() != null) {
            body.put("userId", origin.userId());
        }
        body.set("trigger", origin.trigger().snapshot());
        ObjectNode told = body.putObject("traits");
        for (String trait : step.traits()) {
            if (traits.hasNonNull(trait)) {
                told.set(trait, traits.get(trait));
            }
        }
        body.setAll(rewards);
        return new Effect.Webhook(id, step.target(), body.toString(), now);
    }
}
