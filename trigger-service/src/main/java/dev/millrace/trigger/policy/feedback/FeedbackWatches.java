package dev.millrace.trigger.policy.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that the policies wait for, and what they mean. They arrive among the transitions, in order with them, so a
 * permission is in the ledger before the campaign that it starts asks for it.
 */
public final class FeedbackWatches {

    /** Watches whose id begins so are ours. */
    public static final String PREFIX = "policy-";

    private static final String CONSENT = PREFIX + "consent";
    private static final String NOT_SENT = PREFIX + "not-sent";
    private static final String BOUNCED = PREFIX + "bounced";
    private static final String COMPLAINED = PREFIX + "complained";
    private static final String OPENED = PREFIX + "opened";
    private static final String CLICKED = PREFIX + "clicked";

    /** Scanners and privacy proxies open and follow everything. */
    private static final String BY_A_PERSON = "machine = false";

    private static final int LONGEST = 2_000;

    /** The one character that PostgreSQL can't keep. */
    private static final char NUL = 0;

    /** What is later is never, and what is earlier was always over: PostgreSQL's calendar is shorter than Java's. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private FeedbackWatches() {}

    public static List<EventWatch> all(Instant now) {
        return List.of(
                watch(
                        CONSENT,
                        ShopEvent.CONSENT_UPDATED,
                        now,
                        "channel",
                        "purpose",
                        "status",
                        "wording",
                        "source",
                        "basis",
                        "expires_at",
                        "message"),
                watch(NOT_SENT, EngagementEvent.Kind.NOT_SENT.eventName(), now, "reason"),
                watch(BOUNCED, EngagementEvent.Kind.BOUNCED.eventName(), now, "reason"),
                watch(COMPLAINED, EngagementEvent.Kind.COMPLAINED.eventName(), now),
                new EventWatch(OPENED, EngagementEvent.Kind.OPENED.eventName(), BY_A_PERSON, List.of(), now),
                new EventWatch(CLICKED, EngagementEvent.Kind.CLICKED.eventName(), BY_A_PERSON, List.of(), now));
    }

    /** Whether somebody said something about being written to, or about another purpose. */
    public static boolean isConsent(SegmentTransition transition) {
        return transition.segment().equals(CONSENT);
    }

    /** Empty for what is not ours, and for what says nothing that can be used. */
    public static Optional<Feedback> read(SegmentTransition transition) {
        Occurrence occurrence = transition.occurrence();
        if (occurrence == null || !transition.segment().startsWith(PREFIX)) {
            return Optional.empty();
        }
        JsonNode said = occurrence.properties();
        if (transition.segment().equals(CONSENT)) {
            return statement(said, transition.at()).map(it -> new Feedback.Said(it, text(said, "message")));
        }
        return message(transition).flatMap(message -> Optional.ofNullable(engagement(transition, message, said)));
    }

    private static @Nullable Feedback engagement(SegmentTransition transition, String message, JsonNode said) {
        String reason = text(said, "reason");
        String why = reason == null ? "not said" : reason;
        return switch (transition.segment()) {
            case NOT_SENT -> new Feedback.NotSent(message, why, transition.at());
            case BOUNCED -> new Feedback.Bounced(message, why, transition.at());
            case COMPLAINED -> new Feedback.Complained(message, transition.at());
            case OPENED, CLICKED -> new Feedback.Answered(message, transition.at());
            default -> null;
        };
    }

    private static Optional<ConsentStatement> statement(JsonNode said, Instant at) {
        String channel = text(said, "channel");
        String status = text(said, "status");
        if (channel == null || status == null) {
            return Optional.empty();
        }
        String purpose = text(said, "purpose");
        return Optional.of(new ConsentStatement(
                channel,
                purpose == null ? ConsentStatement.MARKETING : purpose,
                status,
                at,
                text(said, "wording"),
                text(said, "source"),
                text(said, "basis"),
                instant(text(said, "expires_at")),
                null));
    }

    /** The id of an engagement event begins with that of its message. */
    private static Optional<String> message(SegmentTransition transition) {
        String event = transition.causeEvent();
        int end = event == null ? -1 : event.indexOf(':');
        return event == null || end <= 0 || event.indexOf(NUL) >= 0
                ? Optional.empty()
                : Optional.of(event.substring(0, end));
    }

    private static @Nullable String text(JsonNode said, String name) {
        String text =
                said.path(name).asText("").replace(String.valueOf(NUL), "").strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            Instant instant = text == null ? LATEST : Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH)) {
                return Instant.EPOCH;
            }
            return instant.isBefore(LATEST) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static EventWatch watch(String id, String event, Instant now, String... properties) {
        return new EventWatch(id, event, null, List.of(properties), now);
    }
}
