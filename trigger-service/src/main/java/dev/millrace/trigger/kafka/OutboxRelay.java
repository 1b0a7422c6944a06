package dev.millrace.trigger.kafka;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.flow.Loop;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.Outbox.Stored;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka. One instance at a time relays, by an advisory lock that ends with its transaction. A round
 * takes at most one command per key, so a cancellation leaves only after its request was acknowledged and deleted. Dying
 * between sending and deleting repeats commands, which have the same ids as before.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String OUTBOX = "outbox";
    private static final int MOST = 500;

    private final Outbox outbox;
    private final Producer<byte[], byte[]> producer;
    private final Consumption consumption;
    private final Counter relayed;
    private final Counter failed;
    private final Loop loop;

    OutboxRelay(
            Outbox outbox,
            Producer<byte[], byte[]> producer,
            Consumption consumption,
            MeterRegistry registry,
            TriggerConfig config) {
        this.outbox = outbox;
        this.producer = producer;
        this.consumption = consumption;
        this.relayed = registry.counter("millrace.trigger.outbox.relayed");
        this.failed = registry.counter("millrace.trigger.outbox.failed");
        this.loop = new Loop("outbox-relay", outbox.filled(), config.poll(), this::round, e -> failed.increment());
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean round() {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!outbox.tryLock()) {
                return false;
            }
            List<Stored> oldest = outbox.oldest(MOST);
            List<Stored> batch = oneForEachKey(oldest);
            List<Long> acknowledged = send(batch);
            if (!acknowledged.isEmpty()) {
                outbox.delete(acknowledged);
            }
            boolean more = oldest.size() == MOST || batch.size() < oldest.size();
            return more && acknowledged.size() == batch.size();
        });
    }

    static List<Stored> oneForEachKey(List<Stored> oldest) {
        Set<String> keys = new HashSet<>();
        return oldest.stream().filter(stored -> keys.add(stored.parcel().key())).toList();
    }

    /** The numbers of those that Kafka has. */
    private List<Long> send(List<Stored> batch) {
        List<Future<RecordMetadata>> sent = batch.stream()
                .map(stored -> producer.send(new ProducerRecord<>(
                        stored.parcel().topic(),
                        stored.parcel().key().getBytes(StandardCharsets.UTF_8),
                        stored.parcel().value())))
                .toList();
        if (!sent.isEmpty()) {
            producer.flush();
        }
        List<Long> acknowledged = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (isAcknowledged(sent.get(i))) {
                acknowledged.add(batch.get(i).seq());
            }
        }
        relayed.increment(acknowledged.size());
        if (acknowledged.size() == batch.size()) {
            consumption.goesOn(OUTBOX);
        }
        return acknowledged;
    }

    private boolean isAcknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            failed.increment();
            consumption.paused(
                    OUTBOX,
                    Objects.requireNonNull(e.getCause()).getClass().getSimpleName() + " while relaying to Kafka");
            LOG.warnf("event=relay-failed reason=\"%s\"", e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
