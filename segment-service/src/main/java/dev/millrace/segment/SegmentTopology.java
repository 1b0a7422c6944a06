package dev.millrace.segment;

import dev.millrace.contract.SegmentMembership;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.ApplyBroadcast;
import dev.millrace.segment.stream.DecodeEvent;
import dev.millrace.segment.stream.FireTimers;
import dev.millrace.segment.stream.FollowMoves;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.TimeShare;
import dev.millrace.segment.stream.TrackCustomer;
import dev.millrace.segment.stream.census.MergeSketches;
import dev.millrace.segment.stream.census.TakeCensus;
import dev.millrace.segment.stream.counts.KeepCountHistory;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The flow of segment-service, from top to bottom. One sub-topology: everything about a customer is in one task.
 *
 * <p>Sources are bytes, so that a record which can't be read goes to the dead letters with its bytes, and the flow goes on.
 */
public final class SegmentTopology {

    public static final String READ_EVENTS = "read-events";
    public static final String READ_MOVES = "read-moves";
    public static final String READ_CLOCK = "read-clock";
    public static final String READ_BROADCAST = "read-broadcast";
    public static final String DECODE_EVENT = "decode-event";
    public static final String TRACK_CUSTOMER = "track-customer";
    public static final String FOLLOW_MOVES = "follow-moves";
    public static final String FIRE_TIMERS = "fire-timers";
    public static final String KEEP_COUNT_HISTORY = "keep-count-history";
    public static final String READ_SKETCHES = "read-sketches";
    public static final String TAKE_CENSUS = "take-census";
    public static final String MERGE_SKETCHES = "merge-sketches";
    public static final String PRODUCE_SKETCHES = "produce-sketches";
    public static final String PRODUCE_FIGURES = "produce-figures";
    public static final String APPLY_BROADCAST = "apply-broadcast";
    public static final String PRODUCE_TRANSITIONS = "produce-transitions";
    public static final String PRODUCE_MEMBERSHIPS = "produce-memberships";
    public static final String PRODUCE_MOVES = "produce-moves";
    public static final String PRODUCE_LINKS = "produce-links";
    public static final String PRODUCE_ERASURES = "produce-erasures";
    public static final String PRODUCE_DEAD_LETTERS = "produce-dead-letters";

    private final FlowSettings settings;
    private final Topics topics;
    private final OpenPartitions partitions;
    private final ThreadLocal<TimeShare> timerShare;

    public SegmentTopology(FlowSettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
        this.partitions = settings.partitions();
        this.timerShare = ThreadLocal.withInitial(settings.timerShare());
    }

    public Topology build() {
        Topology topology = new Topology();
        addSources(topology);
        addProcessors(topology);
        addStores(topology);
        addSinks(topology);
        return topology;
    }

    private void addSources(Topology topology) {
        addSource(topology, READ_EVENTS, topics.events().toArray(Topic[]::new));
        addSource(topology, READ_MOVES, topics.moves());
        addSource(topology, READ_CLOCK, topics.clock());
        addSource(
                topology,
                READ_BROADCAST,
                topics.segmentDefinitions(),
                topics.eventWatches(),
                topics.populationFigures(),
                topics.catalogProducts());
        addSource(topology, READ_SKETCHES, topics.populationSketches());
    }

    private static void addSource(Topology topology, String node, Topic<?, ?>... topics) {
        String[] names = Arrays.stream(topics).map(Topic::name).toArray(String[]::new);
        topology.addSource(node, new ByteArrayDeserializer(), new ByteArrayDeserializer(), names);
    }

    private void addProcessors(Topology topology) {
        Pace pace = settings.pace();
        topology.addProcessor(
                DECODE_EVENT,
                () -> new DecodeEvent(topics, partitions, settings.committed(), timerShare::get),
                READ_EVENTS);
        topology.addProcessor(TRACK_CUSTOMER, () -> new TrackCustomer(topics, partitions), DECODE_EVENT);
        topology.addProcessor(FOLLOW_MOVES, () -> new FollowMoves(topics, partitions), READ_MOVES);
        topology.addProcessor(FIRE_TIMERS, () -> new FireTimers(topics, partitions, timerShare::get), READ_CLOCK);
        topology.addProcessor(KEEP_COUNT_HISTORY, KeepCountHistory::new, READ_CLOCK);
        topology.addProcessor(
                TAKE_CENSUS, () -> new TakeCensus(topics, partitions, pace, settings.census()), READ_CLOCK);
        topology.addProcessor(
                MERGE_SKETCHES, () -> new MergeSketches(topics, partitions, pace, settings.census()), READ_SKETCHES);
        topology.addProcessor(APPLY_BROADCAST, () -> new ApplyBroadcast(topics, partitions, pace), READ_BROADCAST);
    }

    private static void addStores(Topology topology) {
        topology.addStateStore(
                Stores.customers(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST, TAKE_CENSUS);
        topology.addStateStore(Stores.due(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST);
        topology.addStateStore(
                Stores.counts(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST, KEEP_COUNT_HISTORY);
        topology.addStateStore(Stores.members(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST);
        topology.addStateStore(Stores.sample(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST);
        topology.addStateStore(Stores.countHistory(), KEEP_COUNT_HISTORY);
        topology.addStateStore(
                Stores.timeline(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST, TAKE_CENSUS);
        topology.addStateStore(Stores.redirects(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.erased(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.parked(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.progress(), DECODE_EVENT, FIRE_TIMERS);
        topology.addStateStore(Stores.names(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.seen(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.definitions(), APPLY_BROADCAST);
        topology.addStateStore(Stores.settings(), APPLY_BROADCAST);
        topology.addStateStore(Stores.watches(), APPLY_BROADCAST);
        topology.addStateStore(Stores.population(), APPLY_BROADCAST, MERGE_SKETCHES);
        topology.addStateStore(Stores.products(), APPLY_BROADCAST);
        topology.addStateStore(Stores.sketches(), MERGE_SKETCHES);
    }

    private void addSinks(Topology topology) {
        String[] deciders = {TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_BROADCAST};
        addSink(topology, PRODUCE_TRANSITIONS, topics.transitions(), null, deciders);
        addSink(topology, PRODUCE_MEMBERSHIPS, topics.memberships(), SegmentTopology::byCustomer, deciders);
        addSink(topology, PRODUCE_MOVES, topics.moves(), null, TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        addSink(topology, PRODUCE_LINKS, topics.links(), null, TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        addSink(topology, PRODUCE_ERASURES, topics.erasures(), null, FOLLOW_MOVES);
        addSink(
                topology,
                PRODUCE_SKETCHES,
                topics.populationSketches(),
                SegmentTopology::toTheFirst,
                TAKE_CENSUS,
                MERGE_SKETCHES);
        addSink(topology, PRODUCE_FIGURES, topics.populationFigures(), SegmentTopology::toEach, MERGE_SKETCHES);
        addSink(
                topology,
                PRODUCE_DEAD_LETTERS,
                topics.deadLetters(),
                null,
                DECODE_EVENT,
                TRACK_CUSTOMER,
                FOLLOW_MOVES,
                FIRE_TIMERS,
                MERGE_SKETCHES,
                APPLY_BROADCAST);
    }

    private static void addSink(
            Topology topology,
            String node,
            Topic<?, ?> topic,
            @Nullable StreamPartitioner<byte[], byte[]> partitioner,
            String... parents) {
        topology.addSink(
                node, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), partitioner, parents);
    }

    private static Optional<Set<Integer>> byCustomer(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(SegmentMembership.Key.partitionOf(key, partitions)));
    }

    private static Optional<Set<Integer>> toTheFirst(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(0));
    }

    private static Optional<Set<Integer>> toEach(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}
