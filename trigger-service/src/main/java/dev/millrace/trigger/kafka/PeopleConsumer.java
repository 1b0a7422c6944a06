package dev.millrace.trigger.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.flow.PeopleChanges;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Hands on who became whom, and who is to be forgotten. Offsets are committed when a batch has been applied. */
@ApplicationScoped
public class PeopleConsumer {

    private static final String LINKS = "links";
    private static final String ERASURES = "erasures";

    private final PeopleChanges changes;
    private final Topics topics;
    private final DeadLetters deadLetters;
    private final Patience patience;

    PeopleConsumer(PeopleChanges changes, Topics topics, DeadLetters deadLetters, Patience patience) {
        this.changes = changes;
        this.topics = topics;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    /** A tombstone says that nobody has used the id for long. */
    @Incoming(LINKS)
    @Blocking
    public void links(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        each(LINKS, records, topics.links(), (customer, link) -> {
            if (link == null) {
                changes.separate(customer);
            } else {
                changes.merge(link);
            }
        });
    }

    @Incoming(ERASURES)
    @Blocking
    public void erasures(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        each(ERASURES, records, topics.erasures(), (customer, erased) -> {
            if (erased != null) {
                changes.forget(erased);
            }
        });
    }

    private <V> void each(
            String channel,
            ConsumerRecords<byte[], byte[]> records,
            Topic<CustomerId, V> topic,
            BiConsumer<CustomerId, @Nullable V> apply)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Runnable work =
                    decoded(record, topic, apply).orElse(() -> deadLetters.put(record, "not a record of " + channel));
            patience.untilDone(channel, work);
        }
    }

    /** What to do for a record, or nothing if it can't be read. */
    private static <V> Optional<Runnable> decoded(
            ConsumerRecord<byte[], byte[]> record,
            Topic<CustomerId, V> topic,
            BiConsumer<CustomerId, @Nullable V> apply) {
        try {
            CustomerId customer = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
            V value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            return Optional.of(() -> apply.accept(customer, value));
        } catch (SerializationException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
