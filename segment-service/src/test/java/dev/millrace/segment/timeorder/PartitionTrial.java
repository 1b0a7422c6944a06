package dev.millrace.segment.timeorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import dev.millrace.segment.OneTaskFlow;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.TimeShare;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One task under test and an oracle that knows all that is stored. Each run has minutes and customers of its own, because time
 * does not go back.
 */
final class PartitionTrial implements AutoCloseable {

    private static final List<SegmentDefinition> RULES = List.of(
            rule("abandoned", "cart.count > 0 and age(cart.updated) between 10s and 40s"),
            rule("just-bought", "count(order_completed[15s]) >= 1"),
            rule("strayed", "count(page_viewed) >= 1 and age(last(page_viewed)) >= 7s and count(order_completed) = 0"));

    private final RuleSet rules = RuleSet.of(RULES);
    private final Topics topics = new Topics("t.");
    private final List<Topic<CustomerId, ShopEvent>> eventTopics =
            List.of(topics.siteEvents(), topics.cartEvents(), topics.orderEvents());
    private final OpenPartitions partitions = new OpenPartitions();
    private final long[] offsets = new long[eventTopics.size()];
    private final TopologyTestDriver driver;
    private long nanos;
    private long runs;

    PartitionTrial(Path state) {
        SegmentTopology topology =
                OneTaskFlow.topology(topics, partitions, () -> new TimeShare(Duration.ofNanos(1), 1, () -> nanos++));
        driver = OneTaskFlow.driver(topology, state);
        RULES.forEach(it -> pipe(topics.segmentDefinitions(), it.id(), it, Events.T0));
    }

    /**
     * Reads the log in the given order, with pauses at random in which timers may fire, and then lets time pass to the end.
     *
     * @return what was told, with instants in milliseconds after the start of the run
     */
    List<String> run(ShopLog log, List<Integer> order, Random pauses) {
        Run run = new Run(log, Events.T0.plus(Duration.ofMinutes(5 * ++runs)));
        for (int step : order) {
            run.read(step);
            if (pauses.nextInt(3) == 0) {
                driver.advanceWallClockTime(Duration.ofMillis(10));
                run.checkTold();
            }
        }
        run.passToTheEnd();
        run.checkEnd();
        return run.told;
    }

    private final class Run {
        private final ShopLog log;
        private final Instant start;
        private final long[] first = offsets.clone();
        private final int[] read = new int[offsets.length];
        private final List<StoredEvent> piped = new ArrayList<>();
        private final Set<StoredEvent> justRead = new HashSet<>();
        private final List<String> told = new ArrayList<>();
        private int ticks;

        Run(ShopLog log, Instant start) {
            this.log = log;
            this.start = start;
        }

        void read(int step) {
            if (step == ReadingOrder.TICK) {
                tick(log.ticks().get(ticks++));
            } else {
                StoredEvent event = log.topics().get(step).get(read[step]++);
                piped.add(event);
                justRead.add(event);
                pipe(eventTopics.get(step), customer(event.customer()), shopEvent(event), at(event.stored()));
                offsets[step]++;
            }
            checkTold();
            justRead.clear();
        }

        void passToTheEnd() {
            tick(log.last());
            for (int slices = 0; slices < 1000 && settled().isBefore(at(log.end())); slices++) {
                driver.advanceWallClockTime(Duration.ofMillis(10));
            }
            checkTold();
            assertThat(settled()).isEqualTo(at(log.end()));
        }

        private Instant settled() {
            return partitions.task(0).orElseThrow().clock().settled();
        }

        private void tick(ShopLog.StoredTick tick) {
            Map<String, Long> reached = new HashMap<>();
            for (int topic = 0; topic < offsets.length; topic++) {
                reached.put(eventTopics.get(topic).name(), first[topic] + tick.reached()[topic]);
            }
            pipe(topics.clock(), new byte[0], new Tick(at(tick.upTo()), reached, Map.of()), at(tick.upTo()));
        }

        /** What time decided contradicts no event stored before, and says what the events read so far say. */
        void checkTold() {
            for (TestRecord<CustomerId, SegmentTransition> record : transitions()) {
                SegmentTransition it = record.value();
                int customer = number(it.customer());
                long at = Duration.between(start, it.at()).toMillis();
                told.add("%d %s %s at %d %s".formatted(customer, it.kind(), it.segment(), at, it.cause()));
                if (it.cause() == SegmentTransition.Cause.TIME) {
                    assertThat(piped)
                            .describedAs("read before %s", told)
                            .containsAll(stored(customer)
                                    .filter(event -> event.stored() < at)
                                    .toList());
                    // what fell due is decided before the event at hand is folded
                    assertThat(List.of(saysSo(it, piped, customer, at), saysSo(it, before(), customer, at)))
                            .describedAs("%s", told)
                            .contains(it.kind() == SegmentTransition.Kind.ENTERED);
                }
            }
        }

        private List<StoredEvent> before() {
            return piped.stream().filter(event -> !justRead.contains(event)).toList();
        }

        private boolean saysSo(SegmentTransition it, List<StoredEvent> events, int customer, long at) {
            CustomerState state =
                    fold(events.stream().filter(event -> event.customer() == customer && event.counted() <= at));
            return holds(it.segment(), state, it.at());
        }

        void checkEnd() {
            for (int customer = 0; customer < ShopLog.CUSTOMERS; customer++) {
                byte[] bytes = (byte[]) driver.getKeyValueStore(Stores.CUSTOMERS)
                        .get(customer(customer).value());
                Customer known = bytes == null ? Customer.NEW : CustomerCodec.decode(bytes);
                int number = customer;
                CustomerState expected = fold(stored(number));
                Set<String> segments = new TreeSet<>();
                for (SegmentDefinition rule : bytes == null ? List.<SegmentDefinition>of() : RULES) {
                    if (holds(rule.id(), expected, at(log.end()))) {
                        segments.add(rule.id());
                    }
                }
                assertSame(known.state(), expected);
                assertThat(new TreeSet<>(known.watch().memberships().keySet()))
                        .describedAs("%s", told)
                        .isEqualTo(segments);
            }
            try (KeyValueIterator<Object, Object> parked =
                    driver.getKeyValueStore(Stores.PARKED).all()) {
                assertThat(parked.hasNext()).isFalse();
            }
        }

        private void assertSame(CustomerState state, CustomerState expected) {
            assertThat(state.events()).isEqualTo(expected.events());
            assertThat(state.orders()).isEqualTo(expected.orders());
            assertThat(state.cart().items()).isEqualTo(expected.cart().items());
            assertThat(state.cart().updated()).isEqualTo(expected.cart().updated());
            assertThat(state.accumulators()).isEqualTo(expected.accumulators());
        }

        private Stream<StoredEvent> stored(int customer) {
            return log.topics().stream().flatMap(List::stream).filter(it -> it.customer() == customer);
        }

        private CustomerState fold(Stream<StoredEvent> events) {
            CustomerState state = CustomerState.EMPTY;
            for (StoredEvent event : events.sorted(Comparator.comparingLong(StoredEvent::counted))
                    .toList()) {
                state = new CustomerEvent.AtShop(shopEvent(event)).foldInto(state, at(event.counted()), rules.plan());
            }
            return state;
        }

        private boolean holds(String segment, CustomerState state, Instant at) {
            Rule rule = rules.rule(segment).orElseThrow();
            return rules.evaluate(rule, state, ShopFacts.UNKNOWN, at).holds();
        }

        private ShopEvent shopEvent(StoredEvent event) {
            return event.event(customer(event.customer()), start);
        }

        private Instant at(long millis) {
            return start.plusMillis(millis);
        }

        private CustomerId customer(int number) {
            return CustomerId.user(runs + "-" + number);
        }

        private int number(CustomerId customer) {
            String value = customer.value();
            return Integer.parseInt(value.substring(value.indexOf('-') + 1));
        }
    }

    private List<TestRecord<CustomerId, SegmentTransition>> transitions() {
        Topic<CustomerId, SegmentTransition> topic = topics.transitions();
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList();
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value, Instant stored) {
        TestInputTopic<K, V> input = driver.createInputTopic(
                topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer());
        input.pipeInput(key, value, stored);
    }

    private static SegmentDefinition rule(String id, String expression) {
        return new SegmentDefinition(id, 1, id, expression, Map.of(), null, Events.T0);
    }

    @Override
    public void close() {
        driver.close();
    }
}
