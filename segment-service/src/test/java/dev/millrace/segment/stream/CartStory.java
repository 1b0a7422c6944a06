package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A shop whose visitors all fill a cart, and every other one orders. Whoever does not is to be told of after three seconds;
 * whoever ordered in time never, whatever happens to brokers and instances. Time is the brokers'.
 */
final class CartStory implements AutoCloseable {

    static final int PARTITIONS = 4;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration BEAT = Duration.ofMillis(100);

    final Topics topics;
    final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Instant> ordered = new HashMap<>();
    private final Set<String> leftTheirCart = new HashSet<>();
    private final List<ConsumerRecord<byte[], byte[]>> told = new ArrayList<>();
    private int probes;

    CartStory(String bootstrapServers, String prefix) {
        topics = new Topics(prefix);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void open() throws Exception {
        TopicSetup.ensure(admin, topics.all(), PARTITIONS);
        List<TopicPartition> places = new ArrayList<>();
        SegmentDefinition rule = new SegmentDefinition(
                "abandoned",
                1,
                "abandoned",
                "cart.count > 0 and age(cart.updated) >= " + IDLE.toSeconds() + "s",
                Map.of(),
                null,
                Instant.EPOCH);
        Topic<String, SegmentDefinition> definitions = topics.segmentDefinitions();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            places.add(new TopicPartition(topics.transitions().name(), partition));
            byte[] value = definitions.valueSerde().serializer().serialize(definitions.name(), rule);
            producer.send(new ProducerRecord<>(definitions.name(), partition, bytes(rule.id()), value))
                    .get();
        }
        consumer.assign(places);
    }

    /** Waits until each of so many instances has work. */
    void awaitInstances(int count) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(BEAT)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    var group = admin.describeConsumerGroups(List.of(application()))
                            .all()
                            .get()
                            .get(application());
                    assertThat(group.members().stream()
                                    .map(MemberDescription::assignment)
                                    .filter(it -> !it.topicPartitions().isEmpty()))
                            .hasSize(count);
                });
    }

    String application() {
        return topics.clock().name().replace("clock", "segment-service");
    }

    /** Visitors come: each fills a cart, and those with an odd number order at once. */
    void visitors(String group, int count) throws Exception {
        Map<String, Future<RecordMetadata>> orders = new HashMap<>();
        Instant now = brokerTime();
        for (int i = 0; i < count; i++) {
            String name = group + "-" + i;
            send(topics.cartEvents(), event(name, "Product Added", now));
            if (i % 2 == 1) {
                orders.put(name, send(topics.orderEvents(), event(name, "Order Completed", now)));
            } else {
                leftTheirCart.add(name);
            }
        }
        for (Map.Entry<String, Future<RecordMetadata>> order : orders.entrySet()) {
            ordered.put(
                    order.getKey(), Instant.ofEpochMilli(order.getValue().get().timestamp()));
        }
    }

    /** Until the brokers' clocks have passed what the carts of all who came so far wait for. */
    void awaitCartsDue() {
        Instant now = brokerTime();
        await().atMost(Duration.ofSeconds(60)).pollInterval(BEAT).until(() -> brokerTime()
                .isAfter(now.plus(IDLE).plusSeconds(1)));
    }

    Instant brokerTime() {
        try {
            ShopEvent probe = event("probe", "Page Viewed", Instant.EPOCH.plusSeconds(probes++));
            return Instant.ofEpochMilli(send(topics.siteEvents(), probe).get().timestamp());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitAllTold(Duration patience) {
        await().atMost(patience).pollInterval(BEAT).untilAsserted(() -> {
            consumer.poll(BEAT).forEach(told::add);
            assertThat(entered().keySet()).containsAll(leftTheirCart);
        });
    }

    /** Nobody who ordered before their cart fell due was called away from it, and everything was told once. */
    void checkTold() {
        Map<String, Instant> entered = entered();
        ordered.forEach((name, stored) -> {
            Instant at = entered.get(name);
            assertThat(at == null || !stored.isBefore(at))
                    .describedAs("%s ordered at %s and was told of at %s", name, stored, at)
                    .isTrue();
        });
        assertThat(told.stream().map(this::transition).map(SegmentTransition::id))
                .doesNotHaveDuplicates();
    }

    /** The broker time at which the last was told of. */
    Instant lastTold() {
        return told.stream()
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private Map<String, Instant> entered() {
        Map<String, Instant> entered = new HashMap<>();
        told.stream()
                .map(this::transition)
                .filter(it -> it.kind() == SegmentTransition.Kind.ENTERED)
                .forEach(it -> entered.put(it.customer().value().substring("user:".length()), it.at()));
        return entered;
    }

    private SegmentTransition transition(ConsumerRecord<byte[], byte[]> record) {
        return topics.transitions().valueSerde().deserializer().deserialize(record.topic(), record.value());
    }

    private static ShopEvent event(String name, String what, Instant at) {
        return new ShopEvent(
                what + at,
                ShopEvent.Kind.TRACK,
                what,
                CustomerId.user(name),
                List.of(),
                name,
                null,
                at,
                at,
                "test",
                ShopEvent.Trust.SERVER,
                false,
                Json.object().put("product_id", "shoe").put("order_id", name).put("total", "9"),
                Json.object(),
                Json.object());
    }

    private Future<RecordMetadata> send(Topic<CustomerId, ShopEvent> topic, ShopEvent event) {
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), event);
        return producer.send(new ProducerRecord<>(
                topic.name(),
                Topics.partitionOf(event.customer(), PARTITIONS),
                bytes(event.customer().value()),
                value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        admin.close();
    }
}
