package dev.millrace.benchmarks.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From a transition to the message, at a steady rate, with the real segment-service between and beside: counted from when a
 * reader of committed records has the one until it has the other.
 */
final class LatencyPart {

    private static final int PER_SECOND = 500;
    private static final double GOAL_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ANY = "\"";

    private final Place place;
    private final InstantSource time;
    private final Size size;
    private final Narrator narrator;

    /** How long the rate is kept before and while it is measured. */
    record Size(Duration warmUp, Duration measured) {}

    LatencyPart(Place place, InstantSource time, Size size, Narrator narrator) {
        this.place = place;
        this.time = time;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        narrator.say("latency: starting segment-service and trigger-service");
        Site site = place.make();
        int warmUp = (int) (PER_SECOND * size.warmUp().toSeconds());
        int all = warmUp + (int) (PER_SECOND * size.measured().toSeconds());
        try (Neighbour segments = Neighbour.segmentService(site);
                Neighbour mailer = Neighbour.stub(site);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            define(site, producer);
            try (Service service = Service.start(site, segments, mailer);
                    Sightings transitions = sightings(site, site.topics().transitions(), all, ANY);
                    Sightings messages = sightings(site, site.topics().marketingMessages(), all, Workbench.REQUESTED)) {
                awaitSegment(service);
                narrator.say("latency: %d customers a second for %d s", PER_SECOND, all / PER_SECOND);
                comeAtASteadyRate(site, producer, 0, warmUp);
                // cold code may have fallen behind
                messages.await(warmUp, service, PATIENCE);
                comeAtASteadyRate(site, producer, warmUp, all);
                messages.await(all, service, PATIENCE);
                return figures(transitions, messages, warmUp, all);
            }
        }
    }

    private List<Figure> figures(Sightings transitions, Sightings messages, int from, int all) {
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
        for (int n = from; n < all; n++) {
            nanos.recordValue(Math.max(1, messages.at(n) - transitions.at(n)));
        }
        return List.of(
                Figure.of("transition to message, p50", nanos.getValueAtPercentile(50) / 1e6, "ms"),
                Figure.of("transition to message, p99", nanos.getValueAtPercentile(99) / 1e6, "ms")
                        .goal(Goal.atMost(GOAL_MILLIS)),
                Figure.of("transition to message, longest", nanos.getMaxValue() / 1e6, "ms"));
    }

    /** Where it stands in every installation: once in each partition. */
    private void define(Site site, KafkaProducer<byte[], byte[]> producer) {
        Topic<String, SegmentDefinition> topic = site.topics().segmentDefinitions();
        SegmentDefinition leads = new SegmentDefinition(
                Transitions.SEGMENT, 1, "Leads", "consent.email = \"subscribed\"", Map.of(), null, time.instant());
        for (int partition = 0; partition < Place.PARTITIONS; partition++) {
            var unused = producer.send(new ProducerRecord<>(
                    topic.name(),
                    partition,
                    leads.id().getBytes(StandardCharsets.UTF_8),
                    topic.valueSerde().serializer().serialize(topic.name(), leads)));
        }
        producer.flush();
    }

    /** The campaign is only taken once segment-service knows the segment. */
    private static void awaitSegment(Service service) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                service.campaign(
                        "welcome",
                        """
                        name: Welcome
                        start: {entered: leads}
                        exitOn: {exited: leads}
                        steps: [{send: {template: first}}, {wait: 1d}, {send: {template: second}}]
                        """);
                return;
            } catch (IllegalStateException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Pause.millis(500);
            }
        }
    }

    private void comeAtASteadyRate(Site site, KafkaProducer<byte[], byte[]> producer, int from, int to) {
        Topic<CustomerId, ShopEvent> topic = site.topics().profileEvents();
        long start = System.nanoTime();
        for (int n = from; n < to; n++) {
            long due = start + TimeUnit.SECONDS.toNanos(n - from) / PER_SECOND;
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                Pause.millis(TimeUnit.NANOSECONDS.toMillis(ahead) + 1);
            }
            var unused = producer.send(new ProducerRecord<>(
                    topic.name(),
                    Person.name(n).getBytes(StandardCharsets.UTF_8),
                    topic.valueSerde().serializer().serialize(topic.name(), signsUp(n))));
        }
    }

    private ShopEvent signsUp(long number) {
        Instant now = Instant.ofEpochMilli(time.millis());
        ObjectNode traits = Json.object()
                .put("email", Person.userId(number) + "@shop.example")
                .put("firstName", "Jo");
        traits.putObject("consent").put("email", "subscribed");
        return new ShopEvent(
                "signs-up-" + number,
                ShopEvent.Kind.IDENTIFY,
                ShopEvent.IDENTIFY,
                Person.id(number),
                List.of(),
                Person.userId(number),
                null,
                now,
                now,
                "backend",
                ShopEvent.Trust.SERVER,
                false,
                Json.object(),
                traits,
                Json.object());
    }

    private Sightings sightings(Site site, Topic<?, ?> topic, int all, String sign) {
        return new Sightings(site.place().bootstrap(), topic.name(), 0, all, sign);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        place.bootstrap(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
