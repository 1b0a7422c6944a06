package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Quiet;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The least that keeps a state for each customer: reads the same events, changes a byte of as many bytes as the service keeps of
 * a customer, and writes them back, with the same settings and guarantees. Where the service would publish a transition, it
 * passes the event on.
 */
public final class BareTopology {

    static final String MOVES = "moves";

    private static final String STATE = "state";

    private BareTopology() {}

    /** Arguments: broker, application id, folder, bytes of a state, output topic, event topics. */
    public static void main(String[] arguments) {
        Quiet.kafka();
        List<String> all = List.of(arguments);
        Properties settings = ServiceSettings.streams(all.get(0), all.get(1), all.get(2));
        KafkaStreams streams =
                new KafkaStreams(build(Integer.parseInt(all.get(3)), all.get(4), all.subList(5, all.size())), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "close"));
        streams.start();
    }

    static Topology build(int stateBytes, String output, List<String> events) {
        Topology topology = new Topology();
        topology.addSource(
                "read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), events.toArray(String[]::new));
        topology.addProcessor("change", () -> new Change(stateBytes), "read");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STATE), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled(),
                "change");
        topology.addSink("write", output, new ByteArraySerializer(), new ByteArraySerializer(), "change");
        return topology;
    }

    private static final class Change extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private final int stateBytes;
        private KeyValueStore<Bytes, byte[]> store = NONE;

        @SuppressWarnings("NullAway") // replaced in init, before any record
        private static final KeyValueStore<Bytes, byte[]> NONE = null;

        private Change(int stateBytes) {
            this.stateBytes = stateBytes;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STATE);
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            Bytes key = Bytes.wrap(event.key());
            byte[] known = store.get(key);
            byte[] state = known == null ? new byte[stateBytes] : known;
            state[state.length - 1]++;
            store.put(key, state);
            if (event.headers().lastHeader(MOVES) != null) {
                context().forward(event);
            }
        }
    }
}
