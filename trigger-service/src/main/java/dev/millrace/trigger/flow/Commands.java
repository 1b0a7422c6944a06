package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.store.Outbox.Parcel;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Addresses what goes to other services: a request and its cancellation go to the same topic under the same key, and what a
 * campaign says of a customer goes where all profile events go.
 */
@ApplicationScoped
class Commands {

    private final Topic<CustomerId, MessageCommand> marketing;
    private final Topic<CustomerId, MessageCommand> transactional;
    private final Topic<CustomerId, ShopEvent> profiles;

    Commands(Topics topics) {
        this.marketing = topics.marketingMessages();
        this.transactional = topics.transactionalMessages();
        this.profiles = topics.profileEvents();
    }

    Parcel parcel(MessageCommand command, MessageClass messageClass) {
        return parcel(
                switch (messageClass) {
                    case MARKETING -> marketing;
                    case TRANSACTIONAL -> transactional;
                },
                command.customer(),
                command);
    }

    Parcel parcel(ShopEvent event) {
        return parcel(profiles, event.customer(), event);
    }

    private static <T> Parcel parcel(Topic<CustomerId, T> topic, CustomerId customer, T content) {
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), content);
        return new Parcel(topic.name(), customer.value(), value);
    }
}
