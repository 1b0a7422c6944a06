package dev.millrace.segment;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopEvent.Trust;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.RedirectCodec;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Who is who, through the whole flow in one partition; what partitions tell each other comes back to the same one. */
final class IdentityFlow implements AutoCloseable {

    final Topics topics = new Topics("t.");
    private final TopologyTestDriver driver;
    private Instant stored = T0;
    private int events;

    IdentityFlow(Path state) {
        driver = OneTaskFlow.driver(OneTaskFlow.topology(topics, new OpenPartitions()), state);
    }

    @Override
    public void close() {
        driver.close();
    }

    void view(CustomerId customer, CustomerId... others) {
        send(event("Page Viewed", customer, List.of(others), next(), Trust.BROWSER, Json.object()));
    }

    void add(String product, CustomerId customer) {
        ObjectNode properties = Json.object().put("product_id", product).put("price", "10");
        send(event("Product Added", customer, List.of(), next(), Trust.BROWSER, properties));
    }

    void order(String order, CustomerId customer) {
        ObjectNode properties = Json.object().put("order_id", order).put("total", "10");
        send(event("Order Completed", customer, List.of(), next(), Trust.SERVER, properties));
    }

    ShopEvent said(CustomerId customer, Trust trust, CustomerId... others) {
        return event(ShopEvent.IDENTIFY, customer, List.of(others), next(), trust, Json.object());
    }

    ShopEvent identified(CustomerId customer, String email, Trust trust, CustomerId... others) {
        ShopEvent said = said(customer, trust, others);
        return new ShopEvent(
                said.id(),
                ShopEvent.Kind.IDENTIFY,
                said.name(),
                customer,
                said.alsoKnownAs(),
                said.userId(),
                null,
                said.timestamp(),
                said.receivedAt(),
                said.source(),
                trust,
                false,
                Json.object(),
                Json.object().put("email", email),
                Json.object());
    }

    ShopEvent event(
            String name, CustomerId customer, List<CustomerId> others, Instant at, Trust trust, ObjectNode properties) {
        String userId = customer.kind() == CustomerId.Kind.USER ? customer.name() : null;
        return new ShopEvent(
                "m" + events++,
                ShopEvent.Kind.TRACK,
                name,
                customer,
                others,
                userId,
                null,
                at,
                at,
                "test",
                trust,
                false,
                properties,
                Json.object(),
                Json.object());
    }

    Instant next() {
        stored = stored.plusSeconds(1);
        return stored;
    }

    void send(ShopEvent event) {
        send(topics.siteEvents(), event.customer(), event);
    }

    void erase(CustomerId id) {
        next();
        send(topics.moves(), id, new Move.EraseRequested(id, List.of(), null));
    }

    void define(String id, String expression) {
        SegmentDefinition definition = new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
        send(topics.segmentDefinitions(), id, definition);
    }

    /** Days pass in steps that a partition would see, too. */
    void tick(Instant upTo) {
        stored = upTo.isAfter(stored) ? upTo : stored;
        send(topics.clock(), new byte[0], new Tick(upTo, Map.of(), Map.of()));
    }

    <K, V> void send(Topic<K, V> topic, K key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    void pipe(String key, String value) {
        driver.createInputTopic(topics.moves().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), stored);
    }

    Customer known(CustomerId id) {
        Customer customer = find(id);
        assertThat(customer).as("what is known of %s", id).isNotNull();
        return customer;
    }

    @Nullable
    Customer find(CustomerId id) {
        KeyValueStore<String, byte[]> customers = driver.getKeyValueStore(Stores.CUSTOMERS);
        byte[] bytes = customers.get(id.value());
        return bytes == null ? null : CustomerCodec.decode(bytes);
    }

    @Nullable
    CustomerId leads(CustomerId id) {
        KeyValueStore<String, byte[]> redirects = driver.getKeyValueStore(Stores.REDIRECTS);
        byte[] bytes = redirects.get(id.value());
        return bytes == null ? null : RedirectCodec.decode(bytes).target();
    }

    Instant now() {
        return stored;
    }

    /** How many events of all customers are remembered. */
    long remembered() {
        return driver.<String, byte[]>getKeyValueStore(Stores.TIMELINE).approximateNumEntries();
    }

    /** New transitions, without those that a new definition brings. */
    List<String> told() {
        return values(topics.transitions()).stream()
                .filter(transition -> transition.cause() != Cause.DEFINITION)
                .map(transition -> transition.kind() + " " + transition.customer() + " " + transition.cause())
                .toList();
    }

    <K, V> List<V> values(Topic<K, V> topic) {
        return driver
                .createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList()
                .stream()
                .map(TestRecord::value)
                .toList();
    }
}
