package dev.millrace.ingest;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.DataRequest;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.StorefrontSettings;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.catalog.MentionedProducts;
import dev.millrace.ingest.intake.DataRequestBook;
import dev.millrace.ingest.kafka.CatalogLearner;
import dev.millrace.ingest.kafka.CatalogLog;
import dev.millrace.ingest.kafka.ErasureLog;
import dev.millrace.ingest.kafka.FollowedTopic;
import dev.millrace.ingest.kafka.KafkaEventLog;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.ProducerSettings;
import dev.millrace.ingest.kafka.RefusalLog;
import dev.millrace.ingest.kafka.RefusalReader;
import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.storefront.StorefrontBook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Owns the producer: starts it, prepares the log, and closes both, sending out what waits. */
@Singleton
class KafkaWiring {

    private static final Logger LOG = Logger.getLogger(KafkaWiring.class);

    /** Of the bytes that may wait for Kafka, as much again may be refused events. */
    private static final int REFUSALS_SHARE = 8;

    private static final int CONSUMER_WAITS_MILLIS = 5_000;

    private final Producer<byte[], byte[]> producer;
    private final KafkaEventLog log;
    private final LogPreparation preparation;
    private final RefusalLog refusals;
    private final RefusalReader refusalReader;
    private final FollowedTopic<IngestSource> sources;
    private final FollowedTopic<StorefrontSettings> storefront;
    private final FollowedTopic<DataRequest> dataRequests;
    private final ErasureLog erasures;
    private final BroadcastProducer broadcast;
    private final CatalogLog catalog;
    private final CatalogLearner learner;
    private final IngestConfig config;

    KafkaWiring(
            IngestConfig config,
            TopicsConfig topicsConfig,
            CatalogConfig catalogConfig,
            Topics topics,
            SourceBook book,
            StorefrontBook storefronts,
            DataRequestBook requests,
            MentionedProducts mentioned,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        long maxWaiting = config.maxWaiting().asLongValue();
        this.producer = new KafkaProducer<>(
                ProducerSettings.of(bootstrapServers, config.answerWithin(), maxWaiting),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.log = new KafkaEventLog(producer, topics, maxWaiting, config.answerWithin());
        this.refusals = new RefusalLog(producer, topics, maxWaiting / REFUSALS_SHARE);
        Supplier<Consumer<byte[], byte[]>> consumers =
                () -> consumer(bootstrapServers, IsolationLevel.READ_UNCOMMITTED);
        this.refusalReader = new RefusalReader(consumers, topics);
        this.sources =
                new FollowedTopic<>(consumers, producer, topics.ingestSources(), found -> book.store(found.values()));
        this.storefront = new FollowedTopic<>(consumers, producer, topics.storefrontSettings(), storefronts::store);
        this.dataRequests = new FollowedTopic<>(consumers, producer, topics.dataRequests(), requests::store);
        this.erasures = new ErasureLog(producer, topics);
        this.broadcast = new BroadcastProducer(bootstrapServers, topicsConfig.partitions());
        this.catalog = new CatalogLog(broadcast, topics);
        Counter learnt = meters.counter("millrace.ingest.catalog.rows", "result", "learnt");
        this.learner = new CatalogLearner(
                mentioned,
                catalog,
                () -> consumer(bootstrapServers, IsolationLevel.READ_COMMITTED),
                topics,
                catalogConfig.learnEvery(),
                learnt::increment);
        this.preparation = new LogPreparation(
                () -> Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                producer,
                topics,
                topicsConfig.partitions(),
                KafkaWiring::stop);
        Gauge.builder("millrace.ingest.waiting", log, KafkaEventLog::waitingBytes)
                .baseUnit("bytes")
                .description("Bytes of events that Kafka has not acknowledged yet")
                .register(meters);
    }

    @Produces
    @Singleton
    KafkaEventLog log() {
        return log;
    }

    @Produces
    @Singleton
    LogPreparation preparation() {
        return preparation;
    }

    @Produces
    @Singleton
    RefusalLog refusals() {
        return refusals;
    }

    @Produces
    @Singleton
    RefusalReader refusalReader() {
        return refusalReader;
    }

    @Produces
    @Singleton
    FollowedTopic<IngestSource> sources() {
        return sources;
    }

    @Produces
    @Singleton
    FollowedTopic<StorefrontSettings> storefront() {
        return storefront;
    }

    @Produces
    @Singleton
    FollowedTopic<DataRequest> dataRequests() {
        return dataRequests;
    }

    @Produces
    @Singleton
    ErasureLog erasures() {
        return erasures;
    }

    @Produces
    @Singleton
    CatalogLog catalog() {
        return catalog;
    }

    void start(@Observes StartupEvent started) {
        preparation.start();
        sources.start();
        storefront.start();
        dataRequests.start();
        learner.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        preparation.close();
        sources.close();
        storefront.close();
        dataRequests.close();
        learner.close();
        broadcast.close();
        producer.close(config.answerWithin());
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers, IsolationLevel isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.toString(),
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        CONSUMER_WAITS_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void stop(RuntimeException broken) {
        LOG.errorf("event=start-refused reason=\"%s\"", broken.getMessage());
        Quarkus.asyncExit(1);
    }
}
