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

    private final Topics topics;

    Commands(Topics topics) {
        this.topics = topics;
    }

    Parcel parcel(MessageCommand command, MessageClass messageClass) {
        Topic<CustomerId, MessageCommand> topic =
                switch (messageClass) {
                    case MARKETING -> topics.marketingMessages();
                    case TRANSACTIONAL -> topics.transactionalMessages();
                };
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), command);
        return new Parcel(topic.name(), command.customer().value(), value);
    }

    Parcel parcel(ShopEvent event) {
        Topic<CustomerId, ShopEvent> topic = topics.profileEvents();
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), event);
        return new Parcel(topic.name(), event.customer().value(), value);
    }
}
