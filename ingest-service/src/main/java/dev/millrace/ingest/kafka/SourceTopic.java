package dev.millrace.ingest.kafka;

import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.key.SourceBook;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The sources that are kept in {@code ingest.sources}: written here, and read by each instance from the topic's start on, its
 * own writings among them. A change is in force here when its writing is answered, and elsewhere as soon as it is read.
 */
public final class SourceTopic implements AutoCloseable {

    /** All lie in one partition, so that all changes have one order. */
    static final int PARTITION = 0;

    private final Topic<String, IngestSource> topic;
    private final Producer<byte[], byte[]> producer;
    private final SourceFollower follower;

    public SourceTopic(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Producer<byte[], byte[]> producer,
            Topics topics,
            SourceBook book) {
        this.topic = topics.ingestSources();
        this.producer = producer;
        this.follower = new SourceFollower(consumers, topic, book);
    }

    public void start() {
        follower.start();
    }

    public CompletionStage<Void> put(IngestSource source) {
        return write(source.name(), source);
    }

    public CompletionStage<Void> remove(String name) {
        return write(name, null);
    }

    private CompletionStage<Void> write(String name, @Nullable IngestSource source) {
        CompletableFuture<Void> inForce = new CompletableFuture<>();
        byte[] key = topic.keySerde().serializer().serialize(topic.name(), name);
        byte[] value = source == null ? null : topic.valueSerde().serializer().serialize(topic.name(), source);
        try {
            var unused =
                    producer.send(new ProducerRecord<>(topic.name(), PARTITION, key, value), (metadata, failure) -> {
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
