package dev.millrace.ingest.clients;

import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.AliasMessage;
import com.rudderstack.sdk.java.analytics.messages.IdentifyMessage;
import com.rudderstack.sdk.java.analytics.messages.MessageBuilder;
import com.rudderstack.sdk.java.analytics.messages.PageMessage;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.util.Date;

/** RudderStack's client for Java on a journey. */
final class RudderStackJava {

    private RudderStackJava() {}

    static void send(String millrace, String writeKey, Journey journey) {
        // docs: begin
        RudderAnalytics analytics = RudderAnalytics.builder(writeKey)
                .setDataPlaneUrl(millrace) // such as https://events.shop.example
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
