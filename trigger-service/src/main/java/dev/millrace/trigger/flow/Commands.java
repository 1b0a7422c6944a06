package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.store.Outbox.Parcel;
import jakarta.enterprise.context.ApplicationScoped;

/** Addresses message commands: a request and its cancellation go to the same topic under the same key. */
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
}
