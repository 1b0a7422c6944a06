package dev.millrace.ingest.kafka;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.Topic;
import dev.millrace.ingest.catalog.LearntProducts;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue, of which each partition has a copy, from its start on and each time up to its end. For one thread. */
final class CatalogReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_EMPTY_POLLS = 50;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Topic<String, CatalogProduct> topic;
    private final TopicPartition partition;
    private @Nullable Consumer<byte[], byte[]> reading;

    /** @param consumers of committed records */
    CatalogReader(Supplier<Consumer<byte[], byte[]>> consumers, Topic<String, CatalogProduct> topic) {
        this.consumers = consumers;
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
    }

    /** @throws KafkaException if the end was not reached; then all is read anew the next time */
    void catchUp(LearntProducts products) {
        try {
            Consumer<byte[], byte[]> consumer = open();
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            int empty = 0;
            while (consumer.position(partition) < end) {
                var records = consumer.poll(POLL);
                records.forEach(record -> apply(record, products));
                empty = records.isEmpty() ? empty + 1 : 0;
                if (empty > MOST_EMPTY_POLLS) {
                    throw new TimeoutException("the catalogue could not be read to its end");
                }
            }
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> known = reading;
        if (known != null) {
            return known;
        }
        Consumer<byte[], byte[]> opened = consumers.get();
        reading = opened;
        opened.assign(List.of(partition));
        opened.seekToBeginning(List.of(partition));
        return opened;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, LearntProducts products) {
        String id = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
        products.apply(id, product(record));
    }

    /** What can't be read is the shop's own word all the same. */
    private @Nullable CatalogProduct product(ConsumerRecord<byte[], byte[]> record) {
        try {
            return topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
        } catch (SerializationException e) {
            return null;
        }
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> known = reading;
        reading = null;
        if (known != null) {
            known.close();
        }
    }
}
