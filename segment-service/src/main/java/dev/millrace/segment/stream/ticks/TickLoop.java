package dev.millrace.segment.stream.ticks;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Beats the {@link Ticker} for the open partitions on a thread of its own. A tick that fails is counted; the next one tells
 * all. Two instances that beat for one partition while it changes hands do no harm: each tick is true by itself.
 */
@Singleton
public final class TickLoop {

    private static final Logger LOG = Logger.getLogger(TickLoop.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration BETWEEN_BEATS_IN_A_HURRY = Duration.ofMillis(50);

    /** Timers of all partitions wait while one that has fallen silent is waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final ScheduledExecutorService thread = thread("clock");
    private final ScheduledExecutorService gapThread = thread("clock-gaps");
    private final OpenPartitions partitions;
    private final MeterRegistry metrics;
    private final KafkaProducer<byte[], Tick> producer;
    private final Ticker ticker;
    private final GapWatch gaps;
    private final AtomicBoolean hurrying = new AtomicBoolean();
    private final Map<Integer, Long> writtenAt = new ConcurrentHashMap<>();
    private volatile long beatAt = System.nanoTime();
    private Set<Integer> failing = Set.of();

    public TickLoop(
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
        this.ticker = new Ticker(topics, admin, producer, PATIENCE);
        this.gaps = new GapWatch(partitions, EmptyOffsets.of(bootstrapServers));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // beats deal with their own failures
    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        long looks = BETWEEN_LOOKS.toMillis();
        gapThread.scheduleWithFixedDelay(this::look, looks, looks, TimeUnit.MILLISECONDS);
    }

    /** Somebody waits for time to pass: one beat more, though not at once after another one. */
    @SuppressWarnings("FutureReturnValueIgnored") // beats deal with their own failures
    public void hurry() {
        if (hurrying.compareAndSet(false, true)) {
            try {
                long pause = BETWEEN_BEATS_IN_A_HURRY.minus(sinceBeat()).toMillis();
                thread.schedule(this::beatOnceMore, Math.max(0, pause), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                LOG.debugf(
                        "event=tick-not-hurried reason=%s", stopped.getClass().getSimpleName());
            }
        }
    }

    private void beatOnceMore() {
        hurrying.set(false);
        beat();
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

    /** The open partitions that have had no tick for longer than that, in order. */
    List<Integer> silentFor(Duration longest) {
        long now = System.nanoTime();
        return writtenAt.entrySet().stream()
                .filter(entry -> now - entry.getValue() > longest.toNanos())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void beat() {
        List<Integer> open =
                partitions.all().stream().map(PartitionTask::partition).sorted().toList();
        try {
            writtenAt.keySet().retainAll(open);
            open.forEach(partition -> writtenAt.putIfAbsent(partition, System.nanoTime()));
            note(ticker.beat(open));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // a beat that escapes would be the last one
            open.forEach(this::countFailed);
            LOG.warnf("event=tick-failed reason=%s", e.getClass().getSimpleName());
        }
        beatAt = System.nanoTime();
    }

    /** Of partitions that go on failing, only the first failure is news. */
    private void note(Ticker.Beat beat) {
        beat.written().forEach(partition -> writtenAt.put(partition, System.nanoTime()));
        beat.failed().forEach((partition, reason) -> {
            countFailed(partition);
            if (!failing.contains(partition)) {
                LOG.warnf(
                        "event=tick-failed partition=%d reason=%s",
                        partition, reason.getClass().getSimpleName());
            }
        });
        Set<Integer> stillFailing = new HashSet<>(failing);
        stillFailing.removeAll(beat.written());
        stillFailing.addAll(beat.failed().keySet());
        failing = stillFailing;
    }

    private void countFailed(int partition) {
        metrics.counter("millrace_ticks_failed", "partition", Integer.toString(partition))
                .increment();
    }

    private void look() {
        try {
            gaps.look();
        } catch (RuntimeException | Error e) { // a look that escapes would be the last one
            LOG.warnf("event=gap-watch-failed reason=%s", e.getClass().getSimpleName());
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }
}
