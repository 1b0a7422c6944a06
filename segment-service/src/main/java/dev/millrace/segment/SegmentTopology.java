package dev.millrace.segment;

import dev.millrace.contract.SegmentMembership;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.ApplyDefinition;
import dev.millrace.segment.stream.CommittedOffsets;
import dev.millrace.segment.stream.DecodeEvent;
import dev.millrace.segment.stream.FireTimers;
import dev.millrace.segment.stream.FollowMoves;
import dev.millrace.segment.stream.KeepCountHistory;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.TimeShare;
import dev.millrace.segment.stream.TrackCustomer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    public static final String READ_DEFINITIONS = "read-definitions";
    public static final String DECODE_EVENT = "decode-event";
    public static final String TRACK_CUSTOMER = "track-customer";
    public static final String FOLLOW_MOVES = "follow-moves";
    public static final String FIRE_TIMERS = "fire-timers";
    public static final String KEEP_COUNT_HISTORY = "keep-count-history";
    public static final String APPLY_DEFINITION = "apply-definition";
    public static final String PRODUCE_TRANSITIONS = "produce-transitions";
    public static final String PRODUCE_MEMBERSHIPS = "produce-memberships";
    public static final String PRODUCE_MOVES = "produce-moves";
    public static final String PRODUCE_LINKS = "produce-links";
    public static final String PRODUCE_ERASURES = "produce-erasures";
    public static final String PRODUCE_DEAD_LETTERS = "produce-dead-letters";

    private final Topics topics;
    private final OpenPartitions partitions;
    private final CommittedOffsets committed;
    private final ThreadLocal<TimeShare> timerShare;

    /**
     * @param timerShare makes the bounds of the timers of one thread
     */
    public SegmentTopology(
            Topics topics, OpenPartitions partitions, CommittedOffsets committed, Supplier<TimeShare> timerShare) {
        this.topics = topics;
        this.partitions = partitions;
        this.committed = committed;
        this.timerShare = ThreadLocal.withInitial(timerShare);
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
        String[] events = topics.events().stream().map(Topic::name).toArray(String[]::new);
        topology.addSource(READ_EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), events);
        addSource(topology, READ_MOVES, topics.moves());
        addSource(topology, READ_CLOCK, topics.clock());
        addSource(topology, READ_DEFINITIONS, topics.segmentDefinitions());
    }

    private static void addSource(Topology topology, String node, Topic<?, ?> topic) {
        topology.addSource(node, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
    }

    private void addProcessors(Topology topology) {
        topology.addProcessor(DECODE_EVENT, () -> new DecodeEvent(topics, partitions, committed), READ_EVENTS);
        topology.addProcessor(TRACK_CUSTOMER, () -> new TrackCustomer(topics, partitions), DECODE_EVENT);
        topology.addProcessor(FOLLOW_MOVES, () -> new FollowMoves(topics, partitions), READ_MOVES);
        topology.addProcessor(FIRE_TIMERS, () -> new FireTimers(topics, partitions, timerShare::get), READ_CLOCK);
        topology.addProcessor(KEEP_COUNT_HISTORY, KeepCountHistory::new, READ_CLOCK);
        topology.addProcessor(APPLY_DEFINITION, () -> new ApplyDefinition(topics, partitions), READ_DEFINITIONS);
    }

    private static void addStores(Topology topology) {
        topology.addStateStore(Stores.customers(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION);
        topology.addStateStore(Stores.due(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION);
        topology.addStateStore(
                Stores.counts(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION, KEEP_COUNT_HISTORY);
        topology.addStateStore(Stores.members(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION);
        topology.addStateStore(Stores.sample(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION);
        topology.addStateStore(Stores.countHistory(), KEEP_COUNT_HISTORY);
        topology.addStateStore(Stores.timeline(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.redirects(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.erased(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.parked(), TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        topology.addStateStore(Stores.progress(), DECODE_EVENT, FIRE_TIMERS);
        topology.addStateStore(Stores.seen(), TRACK_CUSTOMER);
        topology.addStateStore(Stores.definitions(), APPLY_DEFINITION);
    }

    private void addSinks(Topology topology) {
        String[] deciders = {TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS, APPLY_DEFINITION};
        addSink(topology, PRODUCE_TRANSITIONS, topics.transitions(), null, deciders);
        addSink(topology, PRODUCE_MEMBERSHIPS, topics.memberships(), SegmentTopology::byCustomer, deciders);
        addSink(topology, PRODUCE_MOVES, topics.moves(), null, TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        addSink(topology, PRODUCE_LINKS, topics.links(), null, TRACK_CUSTOMER, FOLLOW_MOVES, FIRE_TIMERS);
        addSink(topology, PRODUCE_ERASURES, topics.erasures(), null, FOLLOW_MOVES);
        addSink(
                topology,
                PRODUCE_DEAD_LETTERS,
                topics.deadLetters(),
                null,
                DECODE_EVENT,
                TRACK_CUSTOMER,
                FOLLOW_MOVES,
                FIRE_TIMERS,
                APPLY_DEFINITION);
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
        SegmentMembership.Key parsed = SegmentMembership.Key.parse(new String(key, StandardCharsets.UTF_8));
        return Optional.of(Set.of(Topics.partitionOf(parsed.customer(), partitions)));
    }
}
