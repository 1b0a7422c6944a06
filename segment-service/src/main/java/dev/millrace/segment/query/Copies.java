package dev.millrace.segment.query;

import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jboss.logging.Logger;

/** Follows how far the copies in this process have come: standbys, and partitions that are still being restored. */
@Singleton
public class Copies {

    private static final Logger LOG = Logger.getLogger(Copies.class);
    private static final Duration BEAT = Duration.ofMillis(500);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "copies"));
    private final ConcurrentMap<Integer, Instant> reached = new ConcurrentHashMap<>();
    private final Map<Integer, CopyClock> clocks = new HashMap<>();
    private final KafkaStreams streams;
    private final Assignments assignments;
    private final OpenPartitions open;
    private final StoreReader stores;

    Copies(KafkaStreams streams, Assignments assignments, OpenPartitions open, StoreReader stores) {
        this.streams = streams;
        this.assignments = assignments;
        this.open = open;
        this.stores = stores;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // beats deal with their own failures
    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    /** The log time that a copy in this process has certainly reached; empty while it may hold next to nothing. */
    public Optional<Instant> asOf(int partition) {
        return Optional.ofNullable(reached.get(partition));
    }

    private void beat() {
        try {
            follow(copiesHere());
        } catch (KafkaException | IllegalStateException notNow) {
            LOG.debugf("event=copies-not-followed reason=%s", notNow.getClass().getSimpleName());
        } catch (Throwable e) { // a beat that escapes would be the last one
            LOG.warnf("event=copies-not-followed reason=%s", e.getClass().getSimpleName());
        }
    }

    private Set<Integer> copiesHere() {
        Assignment.Seat seat = assignments.current().seat(assignments.self());
        Set<Integer> copies = new HashSet<>(seat.standby());
        copies.addAll(seat.active());
        copies.removeIf(partition -> open.task(partition).isPresent());
        return copies;
    }

    /** The owner's progress is read before the offsets: that order makes it certain. */
    private void follow(Set<Integer> copies) {
        clocks.keySet().retainAll(copies);
        reached.keySet().retainAll(copies);
        if (copies.isEmpty()) {
            return;
        }
        Map<Integer, Instant> progress = new HashMap<>();
        copies.forEach(partition -> progress(partition).ifPresent(settled -> progress.put(partition, settled)));
        Map<Integer, LagInfo> customers = streams.allLocalStorePartitionLags().getOrDefault(Stores.CUSTOMERS, Map.of());
        for (int partition : copies) {
            LagInfo lag = customers.get(partition);
            if (lag != null) {
                CopyClock clock = clocks.computeIfAbsent(partition, it -> new CopyClock());
                clock.offer(progress.get(partition), lag.currentOffsetPosition(), lag.endOffsetPosition());
                Instant now = clock.reached();
                if (now != null) {
                    reached.put(partition, now);
                }
            }
        }
    }

    private Optional<Instant> progress(int partition) {
        try {
            return stores.progress(partition);
        } catch (InvalidStateStoreException notOpen) {
            return Optional.empty();
        }
    }
}
