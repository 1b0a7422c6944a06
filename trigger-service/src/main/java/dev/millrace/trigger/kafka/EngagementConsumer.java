package dev.millrace.trigger.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.flow.EngagementBatches;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hands on what became of messages, for reports. Straight from its topic and not by watches: nothing that is decided waits for it,
 * and most messages have several such facts.
 */
@ApplicationScoped
public class EngagementConsumer {

    private static final String ENGAGEMENT = "engagement";

    private final EngagementBatches batches;
    private final Topic<CustomerId, EngagementEvent> topic;
    private final DeadLetters deadLetters;
    private final Patience patience;

    EngagementConsumer(EngagementBatches batches, Topics topics, DeadLetters deadLetters, Patience patience) {
        this.batches = batches;
        this.topic = topics.engagementEvents();
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    @Incoming(ENGAGEMENT)
    @Blocking
    public void consume(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<EngagementEvent> events = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decode(record).ifPresentOrElse(events::add, () -> unreadable.add(record));
        }
        patience.untilDone(ENGAGEMENT, () -> batches.apply(events));
        for (ConsumerRecord<byte[], byte[]> record : unreadable) {
            patience.untilDone(ENGAGEMENT, () -> deadLetters.put(record, "not an EngagementEvent"));
        }
    }

    private Optional<EngagementEvent> decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            EngagementEvent event = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            return Optional.ofNullable(event).filter(it -> it.message().indexOf('\0') < 0);
        } catch (SerializationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
