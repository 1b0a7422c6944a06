package dev.millrace.contract;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with everything a reader or writer must know of it.
 *
 * @param name with the installation's prefix
 * @param settings what the broker is told when the topic is made
 * @param broadcast one copy of each record goes to every partition
 */
public record Topic<K, V>(
        String name, Serde<K> keySerde, Serde<V> valueSerde, Map<String, String> settings, boolean broadcast) {

    public Topic {
        settings = Map.copyOf(settings);
    }
}
