package dev.millrace.mailer.kafka;

import dev.millrace.contract.Topics;
import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Ledger.EventsStored;
import dev.millrace.mailer.mongo.Ledger.Outbox;
import dev.millrace.mailer.mongo.OutboxEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Brings the ledger's events to Kafka: reads them from the message they stand with, waits for the broker, then takes them
 * out. A crash in between publishes them again under the same ids. Hints make it quick; whatever has no hint is found by
 * looking, which no traffic of hints can put off.
 */
@ApplicationScoped
public class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    private static final int BATCH = 100;

    /** What has no hint can wait longer than mail that is due. */
    private static final int POLLS = 10;

    private static final int HINTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Topics topics;
    private final MutinyEmitter<byte[]> emitter;
    private final MeterRegistry meters;
    private final Rounds rounds;
    private final BlockingQueue<String> hints = new LinkedBlockingQueue<>(HINTS);
    private final Thread thread = new Thread(this::run, "event-publisher");
    private volatile boolean running = true;

    EventPublisher(
            Ledger ledger,
            Topics topics,
            @Channel("events") MutinyEmitter<byte[]> emitter,
            MeterRegistry meters,
            InstantSource time,
            MailerConfig config) {
        this.ledger = ledger;
        this.topics = topics;
        this.emitter = emitter;
        this.meters = meters;
        this.rounds = new Rounds(time, config.ledger().poll().multipliedBy(POLLS));
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        running = false;
        thread.join(PATIENCE.toMillis());
    }

    void hint(@Observes EventsStored stored) {
        if (!hints.offer(stored.message())) {
            meters.counter("millrace.mailer.hints.dropped").increment();
        }
    }

    private void run() {
        try {
            while (running) {
                publish(next());
            }
            publish(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages with events: those hinted at, and when it is time those found by looking. */
    private Set<String> next() throws InterruptedException {
        Set<String> messages = new LinkedHashSet<>();
        String first = hints.poll(running ? rounds.untilNext().toMillis() : 0, TimeUnit.MILLISECONDS);
        if (first != null) {
            messages.add(first);
            List<String> more = new ArrayList<>();
            hints.drainTo(more, BATCH - 1);
            messages.addAll(more);
        }
        if (!running || rounds.due()) {
            messages.addAll(look());
        }
        return messages;
    }

    private List<String> look() {
        try {
            if (rounds.begins()) {
                ledger.unmarkPublished();
            }
            List<String> page = ledger.unpublished(rounds.after(), BATCH);
            rounds.read(page, BATCH);
            return page;
        } catch (RuntimeException | Error e) {
            failed(e);
            rounds.failed();
            return List.of();
        }
    }

    /** All at once to Kafka, then message by message as the broker answers. */
    private void publish(Set<String> messages) {
        List<Sent> sent = new ArrayList<>();
        for (String message : messages) {
            try {
                send(message).ifPresent(sent::add);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
        for (Sent one : sent) {
            try {
                one.answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
                ledger.published(one.outbox);
                meters.counter("millrace.mailer.events.published")
                        .increment(one.outbox.events().size());
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    /** Events of one message on their way, and the broker's answer to all of them. */
    private record Sent(Outbox outbox, CompletableFuture<?> answer) {}

    private Optional<Sent> send(String message) {
        Outbox outbox = ledger.outbox(message);
        if (outbox.events().isEmpty()) {
            return Optional.empty(); // published already
        }
        CompletableFuture<?> answer = Uni.join()
                .all(outbox.events().stream().map(this::send).toList())
                .andFailFast()
                .subscribeAsCompletionStage();
        return Optional.of(new Sent(outbox, answer));
    }

    private Uni<Void> send(OutboxEvent event) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder().withKey(event.key());
        switch (event.stream()) {
            case ENGAGEMENT -> metadata.withTopic(topics.engagementEvents().name());
            case PROFILE -> metadata.withTopic(topics.profileEvents().name());
            case MOVE -> metadata.withTopic(topics.moves().name());
            // all of them lie in the first partition, where they are read as a whole
            case DATA_REQUEST ->
                metadata.withTopic(topics.dataRequests().name()).withPartition(0);
        }
        byte[] value = event.value().getBytes(StandardCharsets.UTF_8);
        return emitter.sendMessage(Message.of(value).addMetadata(metadata.build()));
    }

    private void failed(Throwable e) {
        meters.counter("millrace.mailer.failures", "action", "publish").increment();
        LOG.warnf("event=failed action=publish error=%s", e.getClass().getName());
    }
}
