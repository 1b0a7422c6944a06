package dev.millrace.ingest.kafka;

import dev.millrace.contract.Topic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What is kept by name in a compacted topic: written here, and read by each instance from the topic's start on, its own
 * writings among them. A change is in force here when its writing is answered, and elsewhere as soon as it is read.
 */
public final class FollowedTopic<V> implements AutoCloseable {

    /** All lies in one partition, so that all changes have one order. */
    static final int PARTITION = 0;

    private final Topic<String, V> topic;
    private final Producer<byte[], byte[]> producer;
    private final Follower<V> follower;

    /** @param inForce told of all there is, once it was read and with each change */
    public FollowedTopic(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Producer<byte[], byte[]> producer,
            Topic<String, V> topic,
            java.util.function.Consumer<Map<String, V>> inForce) {
        this.topic = topic;
        this.producer = producer;
        this.follower = new Follower<>(consumers, topic, inForce);
    }

    public void start() {
        follower.start();
    }

    public CompletionStage<Void> put(String name, V value) {
        return write(name, value);
    }

    public CompletionStage<Void> remove(String name) {
        return write(name, null);
    }

    private CompletionStage<Void> write(String name, @Nullable V value) {
        CompletableFuture<Void> inForce = new CompletableFuture<>();
        byte[] key = topic.keySerde().serializer().serialize(topic.name(), name);
        byte[] written = value == null ? null : topic.valueSerde().serializer().serialize(topic.name(), value);
        try {
            var unused =
                    producer.send(new ProducerRecord<>(topic.name(), PARTITION, key, written), (metadata, failure) -> {
                        if (failure == null) {
                            follower.whenRead(metadata.offset(), inForce);
                        } else {
                            inForce.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            inForce.completeExceptionally(e);
        }
        return inForce;
    }

    @Override
    public void close() {
        follower.close();
    }
}
