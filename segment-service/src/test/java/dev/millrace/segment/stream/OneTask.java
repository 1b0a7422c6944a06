package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import dev.millrace.segment.codec.RecentCodec;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.stream.StoredDefinition.Standing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The rules, the customers and the sweep of one task over stores that outlive it, so that a test can stop it anywhere and start
 * it again from what was stored.
 */
final class OneTask {

    private final Topics topics = new Topics("t.");
    private final MockProcessorContext<byte[], byte[]> context;
    private final List<KeyValueStore<?, ?>> stores = new ArrayList<>();
    private final List<SegmentTransition> told = new ArrayList<>();
    private final Supplier<Pace> pace;
    private PartitionTask task;
    private RuleBook rules;
    private Sweeper sweeper;
    private CustomerStore customers;
    private Timelines timelines;
    private Instant now;
    private long offset;
    private ShopFacts figures = ShopFacts.UNKNOWN;

    OneTask(Path folder, Instant start, Supplier<Pace> pace) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        this.context = new MockProcessorContext<>(
                settings, new org.apache.kafka.streams.processor.TaskId(0, 0), folder.toFile());
        this.pace = pace;
        this.now = start;
        for (String store : List.of("customers", "timeline", "definitions", "settings", "watches")) {
            add(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build());
        }
        for (String store : List.of("due", "members", "sample")) {
            add(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build());
        }
        add(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build());
        restart();
    }

    private <S extends KeyValueStore<?, ?>> void add(S store) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore((StateStore) store);
        stores.add(store);
    }

    /** Everything that was only in memory is gone. */
    void restart() {
        task = new PartitionTask(0, Retention.DEFAULT);
        rules = new RuleBook(context, task, topics, figures);
        customers = new CustomerStore(context, task);
        timelines = new Timelines(context);
        sweeper = new Sweeper(context, task, rules, topics, pace.get(), 1);
        settle();
    }

    void define(String id, SegmentDefinition definition) {
        rules.define(id, definition, now);
    }

    /** A version of a segment, defined now. */
    void define(String id, int version, String expression) {
        define(id, new SegmentDefinition(id, version, id, expression, Map.of(), null, now));
    }

    /** Time passes, up to so many seconds after the start. */
    void at(long second) {
        pass(T0.plusSeconds(second));
    }

    void viewed(CustomerId customer, String id, long second) {
        happen(Events.of(
                customer,
                Events.track(
                        id, "Page Viewed", T0.plusSeconds(second), Json.object().put("path", "/a"))));
    }

    /** Id, version and expression of each definition by which customers are judged. */
    List<String> inForce() {
        return task.definitions().stream()
                .filter(it -> it.standing() == Standing.IN_FORCE)
                .map(it -> it.definition().id() + " " + it.definition().version() + " "
                        + it.definition().expression())
                .sorted()
                .toList();
    }

    /** Id and version of each other definition, and why. */
    List<String> turnedDown() {
        return task.definitions().stream()
                .filter(it -> it.standing() == Standing.REFUSED || it.standing() == Standing.UNREADABLE)
                .map(it -> it.definition().id() + " " + it.definition().version() + " " + it.reason())
                .sorted()
                .toList();
    }

    /** What was told, as kind, segment, version, second and cause. */
    List<String> toldInWords() {
        return told.stream().map(OneTask::text).toList();
    }

    private static String text(SegmentTransition it) {
        return it.kind().name().toLowerCase(Locale.ROOT) + " " + it.segment() + " " + it.version() + " at "
                + (it.at().getEpochSecond() - T0.getEpochSecond()) + " "
                + it.cause().name().toLowerCase(Locale.ROOT);
    }

    void set(ShopSettings settings) {
        rules.set(settings, now);
    }

    void use(ShopFacts changed) {
        figures = changed;
        rules.use(changed, now);
    }

    void happen(ShopEvent event) {
        pass(event.timestamp());
        CustomerId id = event.customer();
        Customer before = customers.get(id);
        CustomerEvent.AtShop happened = new CustomerEvent.AtShop(event);
        Change change = MembershipTracker.onEvent(id, before, happened, task.ruleHistory(), position());
        store(id, before, change, happened);
    }

    private void store(CustomerId id, Customer before, Change change, CustomerEvent event) {
        PastEvent past = PastEvent.of(event, event.at(), task.facts().rates());
        RecentEvents recent = RecentCodec.add(before.recent(), past, Instant.EPOCH);
        customers.put(id, change.withRecent(recent.rest()));
        timelines.put(id, recent);
        told.addAll(change.transitions());
    }

    /** Another customer's past becomes a part of one. */
    void takeIn(CustomerId id, CustomerId other) {
        Timeline moved = timeline(other);
        Timeline past = timeline(id).merge(moved);
        Change change = MembershipTracker.onMerge(
                id, customers.get(id), customers.get(other), moved, now, task.ruleHistory(), position());
        customers.put(id, change.withRecent(Timelines.recent(past)));
        timelines.replace(id, past);
    }

    /** Fires what fell due, and lets the sweep know that all of it was. */
    void pass(Instant upTo) {
        now = upTo.isAfter(now) ? upTo : now;
        for (DueIndex.Entry entry : customers.due().dueBy(now, Integer.MAX_VALUE)) {
            customers.due().delete(entry.due(), entry.customer());
            Customer customer = customers.get(entry.customer());
            if (entry.isOf(customer)) {
                Change change = MembershipTracker.onTime(
                        entry.customer(), entry.removedFrom(customer), now, task.ruleHistory(), position());
                customers.put(entry.customer(), change);
                told.addAll(change.transitions());
            }
        }
        settle();
    }

    private void settle() {
        task.clock().offer(new Tick(now, Map.of(), Map.of()), position());
        task.clock().advance();
        task.clock().settledAt(now);
    }

    /** Visits at least one customer. */
    void sweep() {
        sweeper.slice();
        context.forwarded().forEach(forwarded -> {
            if (forwarded.childName().filter("produce-transitions"::equals).isPresent()) {
                byte[] value = (byte[]) forwarded.record().value();
                told.add(topics.transitions().valueSerde().deserializer().deserialize("", value));
            }
        });
        context.resetForwards();
    }

    void sweepToTheEnd() {
        while (!task.ruleHistory().sweep().isComplete()) {
            sweep();
        }
    }

    PartitionTask task() {
        return task;
    }

    Timeline timeline(CustomerId id) {
        return timelines.get(id, customers.get(id).recent());
    }

    Customer customer(CustomerId id) {
        return customers.get(id);
    }

    Instant now() {
        return now;
    }

    List<SegmentTransition> told() {
        return told;
    }

    List<SegmentTransition> told(CustomerId id) {
        return told.stream().filter(it -> it.customer().equals(id)).toList();
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return context.getStateStore(name);
    }

    /** The keys of a store, as text. */
    List<String> keys(String store) {
        KeyValueStore<Object, Object> asked = context.getStateStore(store);
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<Object, Object> all = asked.all()) {
            all.forEachRemaining(entry -> keys.add(
                    entry.key instanceof Bytes bytes
                            ? new String(bytes.get(), java.nio.charset.StandardCharsets.UTF_8)
                            : (String) entry.key));
        }
        return keys;
    }

    private LogPosition position() {
        return new LogPosition("t.events.site", 0, offset++, now);
    }
}
