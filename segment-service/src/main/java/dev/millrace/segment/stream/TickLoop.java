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

/**
 * Beats the {@link Ticker} for the open partitions on a thread of its own. A beat that fails is counted; the next one tells
 * all. Two instances that beat for one partition while it changes hands do no harm: each tick is true by itself.
 */
@Singleton
public final class TickLoop {

    private static final Logger LOG = Logger.getLogger(TickLoop.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread = thread("clock");
    private final ScheduledExecutorService gapThread = thread("clock-gaps");
    private final OpenPartitions partitions;
    private final MeterRegistry metrics;
    private final KafkaProducer<byte[], Tick> producer;
    private final Ticker ticker;
    private final GapWatch gaps;
    private volatile long beatAt = System.nanoTime();

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
        this.gaps = new GapWatch(partitions, EmptyOffsets.of(bootstrapServers));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // beats deal with their own failures
    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        long looks = BETWEEN_LOOKS.toMillis();
        gapThread.scheduleWithFixedDelay(this::look, looks, looks, TimeUnit.MILLISECONDS);
    }

    public void stop() {
        thread.shutdownNow();
        gapThread.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }

    /** Since the last beat, whether it succeeded or not; each ends in bounded time. */
    Duration sinceBeat() {
        return Duration.ofNanos(System.nanoTime() - beatAt);
    }

    private void beat() {
        List<Integer> open =
                partitions.all().stream().map(PartitionTask::partition).sorted().toList();
        try {
            if (!open.isEmpty()) {
                ticker.beat(open);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // a beat that escapes would be the last one
            metrics.counter("millrace_ticks_failed").increment();
            LOG.warnf("event=tick-failed reason=%s", e.getClass().getSimpleName());
        }
        beatAt = System.nanoTime();
    }

    private void look() {
        try {
            gaps.look();
        } catch (RuntimeException e) { // a look that escapes would be the last one
            LOG.warnf("event=gap-watch-failed reason=%s", e.getClass().getSimpleName());
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }
}
