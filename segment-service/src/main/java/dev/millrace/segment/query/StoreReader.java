package dev.millrace.segment.query;

import dev.millrace.segment.stream.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Opens stores of this process by partition, whether it works on the partition or keeps a copy. */
@Singleton
public class StoreReader {

    private static final String SETTLED = "settled";

    private final KafkaStreams streams;

    StoreReader(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if it can't be read here now
     */
    public <K, V> ReadOnlyKeyValueStore<K, V> open(int partition, String name) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, V>keyValueStore())
                .withPartition(partition)
                .enableStaleStores());
    }

    /** How far the owner of the partition had come, as far as is known here. */
    Optional<Instant> progress(int partition) {
        Long settled = this.<String, Long>open(partition, Stores.PROGRESS).get(SETTLED);
        return Optional.ofNullable(settled).map(Instant::ofEpochMilli);
    }
}
