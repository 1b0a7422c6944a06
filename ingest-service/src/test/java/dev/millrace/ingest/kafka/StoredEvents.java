package dev.millrace.ingest.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all that is stored of events, up to what was there when asked. */
public final class StoredEvents {

    private StoredEvents() {}

    public static List<ConsumerRecord<CustomerId, ShopEvent>> of(String bootstrapServers, Predicate<ShopEvent> wanted) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        String[] all = Stream.of(topics.siteEvents(), topics.cartEvents(), topics.orderEvents(), topics.profileEvents())
                .map(Topic::name)
                .toArray(String[]::new);
        return StoredRecords.of(bootstrapServers, topics.siteEvents(), all).stream()
                .filter(stored -> wanted.test(stored.value()))
                .toList();
    }
}
