package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Every topic of an installation, by name. Broker timestamps are the time of storing ({@code LogAppendTime}); when a thing
 * happened at the shop is in the value. All topics have the same number of partitions and place a customer by
 * {@link #partitionOf}, so one task sees all there is about a customer.
 */
public final class Topics {

    public static final String DEFAULT_PREFIX = "millrace.";

    private static final String DEFINITIONS = "segments.definitions";
    private static final Duration EVENTS_KEPT = Duration.ofDays(30);
    private static final Duration CLOCK_KEPT = Duration.ofHours(1);
    private static final Duration CLOCK_SEGMENT = Duration.ofMinutes(10);

    private final String prefix;

    public Topics(String prefix) {
        if (!prefix.matches("[a-zA-Z0-9._-]*")) {
            throw new IllegalArgumentException("a topic prefix has letters, digits, dots, dashes and underscores");
        }
        this.prefix = prefix;
    }

    public Topic<CustomerId, ShopEvent> siteEvents() {
        return shopEvents("events.site");
    }

    public Topic<CustomerId, ShopEvent> cartEvents() {
        return shopEvents("events.cart");
    }

    public Topic<CustomerId, ShopEvent> orderEvents() {
        return shopEvents("events.order");
    }

    public Topic<CustomerId, ShopEvent> profileEvents() {
        return shopEvents("events.profile");
    }

    public Topic<CustomerId, EngagementEvent> engagementEvents() {
        return byCustomer("events.engagement", EngagementEvent.class);
    }

    /** What the partitions tell each other about identities. Written in transactions: time does not wait for it. */
    public Topic<CustomerId, Move> moves() {
        return new Topic<>(
                prefix + "events.moved",
                textSerde(CustomerId::of),
                new JsonSerde<>(Move.class),
                largerThanEvents(keptFor(EVENTS_KEPT)),
                false);
    }

    public Topic<byte[], Tick> clock() {
        return new Topic<>(prefix + "clock", Serdes.ByteArray(), new JsonSerde<>(Tick.class), clockSettings(), false);
    }

    /** By segment; among them stand the {@link #shopSettings}. */
    public Topic<String, SegmentDefinition> segmentDefinitions() {
        return broadcast(DEFINITIONS, SegmentDefinition.class);
    }

    public Topic<String, EventWatch> eventWatches() {
        return broadcast("segments.watches", EventWatch.class);
    }

    /**
     * One record, under {@link ShopSettings#KEY}, on the topic of the {@link #segmentDefinitions}: settings say how definitions are
     * read, so all partitions must have both in one order.
     */
    public Topic<String, ShopSettings> shopSettings() {
        return broadcast(DEFINITIONS, ShopSettings.class);
    }

    /** By the name of the figure. */
    public Topic<String, PopulationFigure> populationFigures() {
        return new Topic<>(
                prefix + "population.figures",
                Serdes.String(),
                new JsonSerde<>(PopulationFigure.class),
                compacted(),
                true);
    }

    /** By product id. */
    public Topic<String, CatalogProduct> catalogProducts() {
        return new Topic<>(
                prefix + "catalog.products", Serdes.String(), new JsonSerde<>(CatalogProduct.class), compacted(), true);
    }

    /** By {@link PopulationSketch#key}, all in the first partition. */
    public Topic<String, PopulationSketch> populationSketches() {
        return new Topic<>(
                prefix + "population.sketches",
                Serdes.String(),
                new JsonSerde<>(PopulationSketch.class),
                compacted(),
                false);
    }

    public Topic<CustomerId, SegmentTransition> transitions() {
        return new Topic<>(
                prefix + "segments.transitions",
                textSerde(CustomerId::of),
                new JsonSerde<>(SegmentTransition.class, SegmentTransitionPrinter::print),
                largerThanEvents(keptFor(EVENTS_KEPT)),
                false);
    }

    public Topic<SegmentMembership.Key, SegmentMembership> memberships() {
        return new Topic<>(
                prefix + "segments.memberships",
                textSerde(SegmentMembership.Key::parse),
                new JsonSerde<>(SegmentMembership.class, SegmentMembershipPrinter::print),
                compacted(),
                false);
    }

    /** By the id that was given up; a tombstone when nobody has used it for long. */
    public Topic<CustomerId, CustomerLink> links() {
        return new Topic<>(
                prefix + "customers.links",
                textSerde(CustomerId::of),
                new JsonSerde<>(CustomerLink.class),
                compacted(),
                false);
    }

    public Topic<CustomerId, CustomerErased> erasures() {
        return new Topic<>(
                prefix + "customers.erasures",
                textSerde(CustomerId::of),
                new JsonSerde<>(CustomerErased.class),
                compacted(),
                false);
    }

    public Topic<CustomerId, MessageCommand> transactionalMessages() {
        return byCustomer("messages.requests.transactional", MessageCommand.class);
    }

    public Topic<CustomerId, MessageCommand> marketingMessages() {
        return byCustomer("messages.requests.marketing", MessageCommand.class);
    }

    /** By name, all in the first partition: every instance of ingest-service reads all of them. */
    public Topic<String, IngestSource> ingestSources() {
        return new Topic<>(
                prefix + "ingest.sources", Serdes.String(), new JsonSerde<>(IngestSource.class), compacted(), false);
    }

    /** What the shop's pages show, under {@link StorefrontSettings#POPUP}, in the first partition. */
    public Topic<String, StorefrontSettings> storefrontSettings() {
        return new Topic<>(
                prefix + "storefront.settings",
                Serdes.String(),
                new JsonSerde<>(StorefrontSettings.class),
                compacted(),
                false);
    }

    /** By {@link DataRequest#id}, all in the first partition; a tombstone when it was answered. */
    public Topic<String, DataRequest> dataRequests() {
        return new Topic<>(
                prefix + "customers.data-requests",
                Serdes.String(),
                new JsonSerde<>(DataRequest.class),
                compacted(),
                false);
    }

    /** Original key and bytes of what could not be read; {@link DeadLetter} names the headers. */
    public Topic<byte[], byte[]> deadLetters() {
        return new Topic<>(
                prefix + "dead-letters", Serdes.ByteArray(), Serdes.ByteArray(), keptFor(EVENTS_KEPT), false);
    }

    /** The topics that carry what happened, which segment-service folds into customers. Written without transactions. */
    public List<Topic<CustomerId, ?>> events() {
        return List.of(siteEvents(), cartEvents(), orderEvents(), profileEvents(), engagementEvents());
    }

    public List<Topic<?, ?>> all() {
        return Stream.<Topic<?, ?>>concat(
                        events().stream(),
                        Stream.of(
                                moves(),
                                clock(),
                                segmentDefinitions(),
                                populationFigures(),
                                populationSketches(),
                                catalogProducts(),
                                eventWatches(),
                                ingestSources(),
                                storefrontSettings(),
                                dataRequests(),
                                transitions(),
                                memberships(),
                                links(),
                                erasures(),
                                transactionalMessages(),
                                marketingMessages(),
                                deadLetters()))
                .toList();
    }

    /** What every task of segment-service needs: one copy of each record in each partition. */
    public List<Topic<String, ?>> broadcasts() {
        return List.of(segmentDefinitions(), eventWatches(), populationFigures());
    }

    /** The partition of a customer: the same as Kafka's default partitioner gives for the id as a text key. */
    public static int partitionOf(CustomerId customer, int partitions) {
        return partitionOf(customer.value().getBytes(StandardCharsets.UTF_8), partitions);
    }

    static int partitionOf(byte[] customer, int partitions) {
        return Utils.toPositive(Utils.murmur2(customer)) % partitions;
    }

    private Topic<CustomerId, ShopEvent> shopEvents(String name) {
        return new Topic<>(
                prefix + name,
                textSerde(CustomerId::of),
                new JsonSerde<>(ShopEvent.class, ShopEventPrinter::print),
                keptFor(EVENTS_KEPT),
                false);
    }

    private <V> Topic<CustomerId, V> byCustomer(String name, Class<V> type) {
        return new Topic<>(
                prefix + name, textSerde(CustomerId::of), new JsonSerde<>(type), keptFor(EVENTS_KEPT), false);
    }

    private <V> Topic<String, V> broadcast(String name, Class<V> type) {
        return new Topic<>(prefix + name, Serdes.String(), new JsonSerde<>(type), compacted(), true);
    }

    private static <K> Serde<K> textSerde(java.util.function.Function<String, K> parse) {
        Serializer<K> serializer = (topic, key) -> key.toString().getBytes(StandardCharsets.UTF_8);
        Deserializer<K> deserializer = (topic, bytes) -> parse.apply(new String(bytes, StandardCharsets.UTF_8));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static Map<String, String> keptFor(Duration time) {
        return settings("cleanup.policy", "delete", "retention.ms", Long.toString(time.toMillis()));
    }

    /** Small segments, because only whole ones that are no longer written can be dropped. */
    private static Map<String, String> clockSettings() {
        Map<String, String> settings = new HashMap<>(keptFor(CLOCK_KEPT));
        settings.put("segment.ms", Long.toString(CLOCK_SEGMENT.toMillis()));
        return settings;
    }

    /** What carries an event, or a customer, with something around it. */
    private static Map<String, String> largerThanEvents(Map<String, String> settings) {
        Map<String, String> larger = new HashMap<>(settings);
        larger.put("max.message.bytes", Integer.toString(Move.MAX_BYTES));
        return larger;
    }

    private static Map<String, String> compacted() {
        return settings("cleanup.policy", "compact");
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        settings.put("message.timestamp.type", "LogAppendTime");
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }
}
