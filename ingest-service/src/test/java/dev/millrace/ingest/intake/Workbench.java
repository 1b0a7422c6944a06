package dev.millrace.ingest.intake;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.catalog.MentionedProducts;
import dev.millrace.ingest.kafka.KafkaEventLog;
import dev.millrace.ingest.kafka.RefusalLog;
import dev.millrace.ingest.key.AddressLimits;
import dev.millrace.ingest.key.RateLimits;
import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.tracking.BodyReader;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The whole way of a request from its bytes to the log, with a producer in memory, at a fixed time. */
final class Workbench {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final String BROWSER_KEY = "browser-key";
    static final String STRICT_KEY = "strict-key";
    static final String SERVER_KEY = "server-key";
    static final String ORIGIN = "https://shop.example";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AtomicLong nanos = new AtomicLong();
    final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    final SourceBook sources = new SourceBook(List.of(
            source("storefront", IngestSource.Kind.BROWSER, BROWSER_KEY, Set.of()),
            source("strict", IngestSource.Kind.BROWSER, STRICT_KEY, Set.of(ORIGIN)),
            source("backend", IngestSource.Kind.SERVER, SERVER_KEY, Set.of())));
    final Intake intake;

    private final Topics topics = new Topics("t.");
    private final AtomicInteger ids = new AtomicInteger();

    Workbench(int browserEvents, int serverEvents) {
        this(browserEvents, serverEvents, 0, true);
    }

    /** @param addressEvents of one address with a browser's key, in a second */
    Workbench(int browserEvents, int serverEvents, int addressEvents) {
        this(browserEvents, serverEvents, addressEvents, true);
    }

    /** @param complete whether it was read already who may send */
    Workbench(int browserEvents, int serverEvents, boolean complete) {
        this(browserEvents, serverEvents, 0, complete);
    }

    private Workbench(int browserEvents, int serverEvents, int addressEvents, boolean complete) {
        IngestConfig config = config();
        IngestMetrics metrics = new IngestMetrics(meters);
        long maxWaiting = config.maxWaiting().asLongValue();
        intake = new Intake(
                new Admission(
                        sources,
                        new RateLimits(browserEvents, serverEvents, nanos::get),
                        new AddressLimits(addressEvents, 42, nanos::get)),
                new Opening(new BodyReader(Limits.SEGMENT)),
                new EventReader(
                        new IdentityKey("a secret of an installation"),
                        Limits.SEGMENT,
                        () -> "generated-" + ids.incrementAndGet()),
                new Storing(
                        new KafkaEventLog(producer, topics, maxWaiting, config.answerWithin()),
                        new MentionedProducts(true),
                        config,
                        metrics),
                new Refusals(new RefusalLog(producer, topics, maxWaiting), config, metrics),
                () -> T0,
                metrics);
        if (complete) {
            sources.store(List.of());
        }
    }

    Reply take(Sent sent) {
        return intake.take(sent).toCompletableFuture().join();
    }

    /** The events that went to the log since this was asked last, read as their readers read them. */
    List<ShopEvent> stored() {
        List<ShopEvent> events = producer.history().stream()
                .filter(record -> !isRefusal(record))
                .map(record -> topics.siteEvents().valueSerde().deserializer().deserialize("", record.value()))
                .toList();
        producer.clear();
        return events;
    }

    List<ProducerRecord<byte[], byte[]>> refusals() {
        return producer.history().stream().filter(this::isRefusal).toList();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    static String json(Reply reply) {
        return Json.mapper().valueToTree(reply.body()).toString();
    }

    private boolean isRefusal(ProducerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.deadLetters().name());
    }

    private static IngestSource source(String name, IngestSource.Kind kind, String key, Set<String> origins) {
        return new IngestSource(
                name, kind, List.of(new IngestSource.Key(ApiKeyHash.ofKey(key).sha256(), null)), origins, null, null);
    }

    private static IngestConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withConverter(Duration.class, 1000, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .build()
                .getConfigMapping(IngestConfig.class);
    }
}
