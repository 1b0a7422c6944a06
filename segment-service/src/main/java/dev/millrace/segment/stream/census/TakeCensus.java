package dev.millrace.segment.stream.census;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.population.Census;
import dev.millrace.segment.population.Purchase;
import dev.millrace.segment.population.Sales;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.Timelines;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts the customers of the partition from time to time, a slice at a time, and tells what it counted. Also at the start of
 * the task, and soon after rules came that ask for something nobody has counted.
 */
public final class TakeCensus extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration BETWEEN_SLICES = Duration.ofMillis(40);
    private static final Duration SOONEST = Duration.ofSeconds(10);

    private static final int LEAST = 16;

    private final Topic<String, PopulationSketch> sketches;
    private final OpenPartitions partitions;
    private final Pace pace;
    private final Duration every;
    private @Nullable Round round;
    private Instant last = Instant.EPOCH;
    private Set<String> counted = Set.of();
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(
            PartitionTask task, KeyValueStore<String, byte[]> customers, KeyValueStore<String, byte[]> timelines) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null);
    }

    /** A census under way. */
    private static final class Round {

        private final Census census;
        private final Sales sales = new Sales();
        private final Instant at;
        private final Set<String> names;
        private @Nullable String from;
        private long customers;
        private @Nullable Iterator<PopulationSketch> told;

        Round(Census census, Instant at, Set<String> names) {
            this.census = census;
            this.at = at;
            this.names = names;
        }

        /** All that was counted, made one after the other, and last that this is all. */
        Iterator<PopulationSketch> sketches(int partition) {
            Stream<PopulationSketch> figures = census.sketches().entrySet().stream()
                    .map(figure -> PopulationSketch.of(figure.getKey(), partition, at, figure.getValue()));
            Stream<PopulationSketch> rankings = sales.figures().stream()
                    .map(name -> PopulationSketch.ofCounts(name, partition, at, sales.counts(name)));
            PopulationSketch complete =
                    PopulationSketch.ofCounts(Census.COMPLETE, partition, at, Map.of("customers", customers));
            return Stream.of(figures, rankings, Stream.of(complete))
                    .flatMap(Function.identity())
                    .iterator();
        }
    }

    /**
     * @param pace of work that can wait
     */
    public TakeCensus(Topics topics, OpenPartitions partitions, Pace pace, CensusPlan plan) {
        this.sketches = topics.populationSketches();
        this.partitions = partitions;
        this.pace = pace;
        this.every = plan.every();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        parts = new Parts(
                partitions.open(context.taskId().partition()),
                context.getStateStore(Stores.CUSTOMERS),
                context.getStateStore(Stores.TIMELINE));
        context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, wallClock -> countSlice());
    }

    /** Nothing of its own: it stands behind the ticks, and counts between them. */
    @Override
    public void process(Record<byte[], byte[]> tick) {}

    private void countSlice() {
        Round current = round == null ? begin() : round;
        round = current;
        if (current == null) {
            return;
        }
        try (Pace.Slice slice = pace.begin()) {
            if (current.told == null && count(current, slice)) {
                current.told = current.sketches(parts.task.partition());
            }
            if (current.told != null && tell(current.told, slice)) {
                round = null;
                last = current.at;
                counted = current.names;
            }
        }
    }

    /** Null while it is not time for a census. */
    private @Nullable Round begin() {
        Instant now = parts.task.clock().settled();
        if (now.equals(Instant.EPOCH) || now.isBefore(last.plus(SOONEST))) {
            return null;
        }
        RuleSet rules = parts.task.rules();
        Set<String> names = Census.names(rules);
        boolean isTime = !now.isBefore(last.plus(every)) || !counted.containsAll(names);
        return isTime ? new Round(new Census(rules, parts.task.facts(), now), now, names) : null;
    }

    /** Whether that was the last of them. */
    private boolean count(Round current, Pace.Slice slice) {
        try (KeyValueIterator<String, byte[]> rest = parts.customers.range(current.from, null)) {
            for (int i = 0; rest.hasNext() && (i < LEAST || slice.mayGoOn()); i++) {
                KeyValue<String, byte[]> entry = rest.next();
                tryToCount(CustomerId.of(entry.key), CustomerCodec.decode(entry.value), current);
                current.from = entry.key + '\0';
                current.customers++;
            }
            return !rest.hasNext();
        }
    }

    /** One customer who can't be counted must not stop the others, nor the partition. */
    private void tryToCount(CustomerId id, Customer customer, Round current) {
        try {
            count(id, customer, current);
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException uncountable) {
            Metrics.counter("millrace_customers_undecidable").increment();
        }
    }

    private void count(CustomerId id, Customer customer, Round current) {
        current.census.count(customer.state(), customer.watch().memberships().keySet());
        if (!customer.state().orders().newest().isEmpty()) {
            List<Purchase> purchases =
                    Purchase.of(customer.state(), Timelines.read(parts.timelines, id, customer.recent()));
            current.census.count(purchases);
            purchases.forEach(current.sales::count);
        }
    }

    /** Whether that was all. */
    private boolean tell(Iterator<PopulationSketch> rest, Pace.Slice slice) {
        for (int i = 0; rest.hasNext() && (i < LEAST || slice.mayGoOn()); i++) {
            tell(rest.next());
        }
        return !rest.hasNext();
    }

    private void tell(PopulationSketch sketch) {
        byte[] value = sketches.valueSerde().serializer().serialize(sketches.name(), sketch);
        byte[] key = sketch.key().getBytes(StandardCharsets.UTF_8);
        context().forward(new Record<>(key, value, sketch.at().toEpochMilli()), SegmentTopology.PRODUCE_SKETCHES);
    }

    @Override
    public void close() {
        partitions.close(parts.task);
    }
}
