package dev.millrace.ingest;

import dev.millrace.contract.Topics;
import dev.millrace.ingest.kafka.KafkaEventLog;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.ProducerSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Owns the producer: starts it, prepares the log, and closes both, sending out what waits. */
@Singleton
class KafkaWiring {

    private static final Logger LOG = Logger.getLogger(KafkaWiring.class);

    private final Producer<byte[], byte[]> producer;
    private final KafkaEventLog log;
    private final LogPreparation preparation;
    private final IngestConfig config;

    KafkaWiring(
            IngestConfig config,
            TopicsConfig topicsConfig,
            Topics topics,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        long maxWaiting = config.maxWaiting().asLongValue();
        this.producer = new KafkaProducer<>(
                ProducerSettings.of(bootstrapServers, config.answerWithin(), maxWaiting),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.log = new KafkaEventLog(producer, topics, maxWaiting);
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

    void start(@Observes StartupEvent started) {
        preparation.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        preparation.close();
        producer.close(config.answerWithin());
    }

    private static void stop(RuntimeException broken) {
        LOG.errorf("event=start-refused reason=\"%s\"", broken.getMessage());
        Quarkus.asyncExit(1);
    }
}
