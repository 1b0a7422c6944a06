package dev.millrace.ingest.kafka;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are written here and lets the producer learn where they are, which it must know before it can take records without
 * blocking. Tries again until Kafka answers; until then the service is not ready. Topics that stand there with another
 * number of partitions are a broken installation: that stops the service.
 */
public final class LogPreparation implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LogPreparation.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final Supplier<Admin> admin;
    private final Producer<byte[], byte[]> producer;
    private final List<Topic<?, ?>> topics;
    private final int partitions;
    private final Consumer<RuntimeException> broken;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "prepare-log");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile boolean ready;

    public LogPreparation(
            Supplier<Admin> admin,
            Producer<byte[], byte[]> producer,
            Topics topics,
            int partitions,
            Consumer<RuntimeException> broken) {
        this.admin = admin;
        this.producer = producer;
        this.topics = List.of(
                topics.siteEvents(),
                topics.cartEvents(),
                topics.orderEvents(),
                topics.profileEvents(),
                topics.ingestSources(),
                topics.storefrontSettings(),
                topics.dataRequests(),
                topics.deadLetters(),
                topics.moves(),
                topics.catalogProducts());
        this.partitions = partitions;
        this.broken = broken;
    }

    public void start() {
        thread.execute(this::attempt);
    }

    public boolean ready() {
        return ready;
    }

    private void attempt() {
        try (Admin client = admin.get()) {
            TopicSetup.ensure(client, topics, partitions);
            learn();
        } catch (TopicSetup.NoAnswer | KafkaException e) {
            beginAgain();
        } catch (RuntimeException e) {
            broken.accept(e);
        }
    }

    private void beginAgain() {
        LOG.warnf("event=kafka-not-reachable retry-ms=%d", BETWEEN_ATTEMPTS.toMillis());
        var unused = thread.schedule(this::attempt, BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** With {@code max.block.ms=0} the first question only starts the look-up; a later one finds the answer. */
    private void learn() {
        try {
            topics.forEach(topic -> producer.partitionsFor(topic.name()));
            ready = true;
            LOG.infof("event=log-ready topics=%d partitions=%d", topics.size(), partitions);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            var unused = thread.schedule(this::learn, BETWEEN_ATTEMPTS.toMillis() / 10, TimeUnit.MILLISECONDS);
        } catch (KafkaException e) {
            beginAgain();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
