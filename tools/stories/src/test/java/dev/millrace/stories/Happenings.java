package dev.millrace.stories;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the events of a story. */
final class Happenings {

    static final CustomerId JO = CustomerId.user("jo");

    private Happenings() {}

    /** All but what becomes of mails. */
    static List<CustomerEvent> of(Story.Step step, String id, Instant at) {
        List<CustomerEvent> events = new ArrayList<>();
        ObjectNode with = step.with() == null ? Json.object() : step.with();
        if (step.identify() != null) {
            events.add(shop(id + "i", ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, at, Json.object(), step.identify()));
        }
        if (step.consent() != null) {
            step.consent()
                    .forEach((channel, status) -> events.add(shop(
                            id + channel,
                            ShopEvent.Kind.TRACK,
                            ShopEvent.CONSENT_UPDATED,
                            at,
                            consent(channel, status),
                            Json.object())));
        }
        if (step.mail() != null && with.has("message")) {
            events.add(earlierMail(with.path("message").asText(), step.mail(), at));
        }
        if (step.page() != null) {
            events.add(shop(id + "p", ShopEvent.Kind.PAGE, ShopEvent.PAGE_VIEWED, at, step.page(), Json.object()));
        }
        if (step.event() != null) {
            events.add(shop(id, ShopEvent.Kind.TRACK, step.event(), at, with, Json.object()));
        }
        return events;
    }

    /** That openings may be seen is another purpose of e-mail. */
    private static ObjectNode consent(String what, String status) {
        ObjectNode said = Json.object()
                .put("channel", what)
                .put("status", status)
                .put("wording", "Yes, write to me")
                .put("source", "pop-up");
        return what.equals("open_tracking") ? said.put("channel", "email").put("purpose", what) : said;
    }

    /** What becomes of a message; the id begins with the message's, as the mailer makes it. */
    static CustomerEvent mail(MessageRequested message, String kind, Instant at) {
        return mail(message.id(), message.campaign(), message.template(), message.trackOpens(), kind, at);
    }

    /** Of a mail of before, whose opening can be seen. */
    private static CustomerEvent earlierMail(String message, String kind, Instant at) {
        return mail(message, "earlier", "earlier", true, kind, at);
    }

    private static CustomerEvent mail(
            String message, String campaign, String template, boolean trackOpens, String kind, Instant at) {
        EngagementEvent.Kind what = EngagementEvent.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        return new CustomerEvent.WithMessage(new EngagementEvent(
                message + ":" + kind,
                what,
                JO,
                "jo",
                message,
                "email",
                campaign,
                "send-1",
                template,
                null,
                at,
                false,
                what == EngagementEvent.Kind.DELIVERED ? trackOpens : null,
                what == EngagementEvent.Kind.CLICKED ? "https://shop.example/" : null,
                null));
    }

    private static CustomerEvent shop(
            String id, ShopEvent.Kind kind, String name, Instant at, ObjectNode properties, ObjectNode traits) {
        return new CustomerEvent.AtShop(new ShopEvent(
                id,
                kind,
                name,
                JO,
                List.of(),
                "jo",
                null,
                at,
                at,
                "story",
                ShopEvent.Trust.SERVER,
                false,
                properties,
                traits,
                Json.object()));
    }
}
