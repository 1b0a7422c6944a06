package dev.millrace.segment.stream;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Beats the {@link Ticker} for the open partitions on a thread of its own. A beat that fails is counted; the next one tells all. */
@Singleton
public final class TickLoop {

    private static final Logger LOG = Logger.getLogger(TickLoop.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "clock"));
    private final OpenPartitions partitions;
    private final MeterRegistry metrics;
    private final KafkaProducer<byte[], Tick> producer;
    private final Ticker ticker;

    TickLoop(
            Topics topics,
            OpenPartitions partitions,
            Admin admin,
            MeterRegistry metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.partitions = partitions;
        this.metrics = metrics;
        Topic<byte[], Tick> clock = topics.clock();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000),
                new ByteArraySerializer(),
                clock.valueSerde().serializer());
        this.ticker = new Ticker(topics, admin, producer);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // beats deal with their own failures
    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void stop() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }

    private void beat() {
        List<Integer> open =
                partitions.all().stream().map(PartitionTask::partition).sorted().toList();
        if (open.isEmpty()) {
            return;
        }
        try {
            ticker.beat(open);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // a beat that escapes would be the last one
            metrics.counter("millrace_ticks_failed").increment();
            LOG.warnf("event=tick-failed reason=%s", e.getClass().getSimpleName());
        }
    }
}
