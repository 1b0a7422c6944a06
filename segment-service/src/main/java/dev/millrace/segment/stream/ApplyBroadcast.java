package dev.millrace.segment.stream;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Puts what every task must know in force where it stands in the log, and keeps the sweep going that follows from it. */
public final class ApplyBroadcast extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration BETWEEN_SLICES = Duration.ofMillis(20);

    private final Topics topics;
    private final OpenPartitions partitions;
    private final Pace pace;
    private final Map<String, Reader> readers = new HashMap<>();

    /** Takes a record of one topic. */
    private interface Reader {
        void read(String key, byte @Nullable [] value, Instant logTime);
    }

    /** Takes a value; null if it was deleted. */
    private interface Taker<V> {
        void take(String key, @Nullable V value, Instant logTime);
    }

    public ApplyBroadcast(Topics topics, OpenPartitions partitions, Pace pace) {
        this.topics = topics;
        this.partitions = partitions;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        FigureBook figures = new FigureBook(context.getStateStore(Stores.POPULATION), topics.populationFigures());
        RuleBook rules = new RuleBook(context, task, topics, figures.facts());
        KeyValueStore<String, byte[]> products = context.getStateStore(Stores.PRODUCTS);
        WatchBook watches = new WatchBook(context, task, topics);
        Sweeper sweeper = new Sweeper(context, task, rules, topics, pace, Sweeper.LEAST);
        Reader definition = reader(topics.segmentDefinitions(), rules::define);
        Reader settings = reader(topics.shopSettings(), (key, given, logTime) -> rules.set(given, logTime));
        readers.put(
                topics.segmentDefinitions().name(),
                (key, value, logTime) ->
                        (key.equals(ShopSettings.KEY) ? settings : definition).read(key, value, logTime));
        read(topics.eventWatches(), (id, watch, logTime) -> watches.put(id, watch));
        read(topics.populationFigures(), (name, figure, logTime) -> {
            if (figures.put(name, figure)) {
                rules.use(figures.facts(), logTime);
            }
        });
        read(topics.catalogProducts(), (id, product, logTime) -> {
            // of a product that nobody ever told of there is nothing to remember
            if (product != null || products.get(id) != null) {
                products.put(id, bytes(product));
            }
        });
        AtomicBoolean hasReadAgain = new AtomicBoolean();
        context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, wallClock -> {
            if (hasReadAgain.compareAndSet(false, true)) {
                rules.readAgain();
            }
            sweeper.slice();
        });
    }

    private byte[] bytes(@Nullable CatalogProduct product) {
        Topic<String, CatalogProduct> topic = topics.catalogProducts();
        return product == null
                ? Stores.TAKEN_OUT
                : topic.valueSerde().serializer().serialize(topic.name(), product);
    }

    private <V> void read(Topic<String, V> topic, Taker<V> taker) {
        readers.put(topic.name(), reader(topic, taker));
    }

    private static <V> Reader reader(Topic<String, V> topic, Taker<V> taker) {
        return (key, value, logTime) ->
                taker.take(key, topic.valueSerde().deserializer().deserialize(topic.name(), value), logTime);
    }

    @Override
    public void close() {
        partitions.task(context().taskId().partition()).ifPresent(partitions::close);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        Reader reader = readers.get(from.topic());
        try {
            if (record.key() == null || reader == null) {
                throw new SerializationException("no id");
            }
            Stores.requireTakeable(record.value());
            String key = new String(record.key(), StandardCharsets.UTF_8);
            reader.read(key, record.value(), Instant.ofEpochMilli(record.timestamp()));
        } catch (SerializationException unreadable) {
            DeadLetters.put(context(), record, from, String.valueOf(unreadable.getMessage()));
        }
    }
}
