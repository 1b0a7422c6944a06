package dev.millrace.ingest.clients;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import java.util.Date;

/** Segment's client for Java on a journey. */
final class SegmentJava {

    private SegmentJava() {}

    static void send(String millrace, String writeKey, Journey journey) {
        // docs: begin
        Analytics analytics = Analytics.builder(writeKey)
                .endpoint(millrace) // such as https://events.shop.example
                .build();
        // docs: end
        String userId = null;
        for (Journey.Step step : Journey.steps()) {
            userId = step.is("identify") ? journey.userId() : userId;
            MessageBuilder<?, ?> message = message(step);
            message.anonymousId(journey.anonymousId());
            if (userId != null) {
                message.userId(userId);
            }
            analytics.enqueue(at(message));
        }
        analytics.enqueue(at(AliasMessage.builder(journey.previousId()).userId(journey.userId())));
        analytics.flush();
        analytics.shutdown();
    }

    private static MessageBuilder<?, ?> message(Journey.Step step) {
        if (step.is("page")) {
            return PageMessage.builder(step.name()).properties(step.properties());
        }
        return step.is("identify")
                ? IdentifyMessage.builder().traits(step.traits())
                : TrackMessage.builder(step.event()).properties(step.properties());
    }

    private static MessageBuilder<?, ?> at(MessageBuilder<?, ?> message) {
        message.timestamp(Date.from(Journey.AT));
        message.context(Journey.context());
        return message;
    }
}
