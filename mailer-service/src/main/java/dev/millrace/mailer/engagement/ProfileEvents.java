package dev.millrace.mailer.engagement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.mailer.preference.Statement;
import java.time.Instant;
import java.util.List;

/** Makes the events that say what readers told us of themselves, on the pages that mails lead to. Pure. */
public final class ProfileEvents {

    private static final String SURVEY_ANSWERED = "Survey Answered";

    private ProfileEvents() {}

    /** A statement with its proof; said again at another instant it is another event. */
    public static ShopEvent consent(MessageRequested message, Statement said, Instant at) {
        ObjectNode properties = Json.object()
                .put("channel", said.channel())
                .put("purpose", said.purpose())
                .put("status", said.subscribed() ? "subscribed" : "unsubscribed")
                .put("wording", said.wording())
                .put("source", said.source())
                .put("basis", said.basis())
                .put("message", message.id());
        if (said.basis() == null) {
            properties.remove("basis");
        }
        String fact = message.id() + said.channel() + said.purpose() + said.subscribed() + at;
        return event(
                message,
                "consent:" + MessageEvents.hash(fact),
                ShopEvent.Kind.TRACK,
                ShopEvent.CONSENT_UPDATED,
                properties,
                Json.object(),
                at);
    }

    /** Traits that follow from what was chosen. */
    public static ShopEvent identified(MessageRequested message, ObjectNode traits, Instant at) {
        return event(
                message,
                "preferences:" + MessageEvents.hash(message.id() + traits + at),
                ShopEvent.Kind.IDENTIFY,
                ShopEvent.IDENTIFY,
                Json.object(),
                traits,
                at);
    }

    /** The same answers sent again are the same event. */
    public static ShopEvent surveyAnswered(MessageRequested message, String survey, ObjectNode traits, Instant at) {
        return event(
                message,
                "survey:" + MessageEvents.hash(message.id() + survey + traits),
                ShopEvent.Kind.TRACK,
                SURVEY_ANSWERED,
                Json.object().put("survey", survey).put("message", message.id()),
                traits,
                at);
    }

    private static ShopEvent event(
            MessageRequested message,
            String id,
            ShopEvent.Kind kind,
            String name,
            ObjectNode properties,
            ObjectNode traits,
            Instant at) {
        return new ShopEvent(
                id,
                kind,
                name,
                message.customer(),
                List.of(),
                message.userId(),
                null,
                at,
                at,
                "mailer",
                ShopEvent.Trust.INTERNAL,
                false,
                properties,
                traits,
                Json.object());
    }
}
