package dev.millrace.ingest.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads all that is stored of events, up to what was there when asked. */
public final class StoredEvents {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int WAIT_MILLIS = 20;

    private StoredEvents() {}

    public static List<ConsumerRecord<CustomerId, ShopEvent>> of(String bootstrapServers, Predicate<ShopEvent> wanted) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        Topic<CustomerId, ShopEvent> any = topics.siteEvents();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                WAIT_MILLIS);
        List<ConsumerRecord<CustomerId, ShopEvent>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                settings, any.keySerde().deserializer(), any.valueSerde().deserializer())) {
            List<TopicPartition> partitions =
                    List.of(any, topics.cartEvents(), topics.orderEvents(), topics.profileEvents()).stream()
                            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(stored -> {
                    if (wanted.test(stored.value())) {
                        found.add(stored);
                    }
                });
            }
        }
        return found;
    }
}
