package dev.millrace.mailer.smtp;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.Judgement;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Ledger.MessageQueued;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.mongo.Templates;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lanes of both classes at each relay: started when the store is ready, stopped before it goes. */
@Singleton
public final class Lanes {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MailerConfig config;
    private final Ledger ledger;
    private final Suppressions suppressions;
    private final Templates templates;
    private final Judgement judgement;
    private final Instance<MailComposer> composers;
    private final Relays relays;
    private final Optional<DkimKey> key;
    private final InstantSource time;
    private final MeterRegistry meters;
    private final Map<Place, Lane> lanes = new HashMap<>();

    private record Place(String relay, MessageClass messageClass) {}

    Lanes(
            MailerConfig config,
            Ledger ledger,
            Suppressions suppressions,
            Templates templates,
            Judgement judgement,
            Instance<MailComposer> composers,
            Relays relays,
            Optional<DkimKey> key,
            InstantSource time,
            MeterRegistry meters) {
        this.config = config;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.templates = templates;
        this.judgement = judgement;
        this.composers = composers;
        this.relays = relays;
        this.key = key;
        this.time = time;
        this.meters = meters;
    }

    public void start() {
        ledger.releaseClaims(config.instance(), time.instant());
        for (Relays.Relay relay : relays.all()) {
            start(relay, MessageClass.TRANSACTIONAL, relay.connections().transactional());
            start(relay, MessageClass.MARKETING, relay.connections().marketing());
        }
    }

    public void stop() throws InterruptedException {
        for (Lane lane : lanes.values()) {
            lane.stop(PATIENCE);
        }
    }

    void offer(@Observes MessageQueued queued) {
        Lane lane = lanes.get(new Place(queued.relay(), queued.messageClass()));
        if (lane != null) {
            lane.offer(queued.id());
        }
    }

    private void start(Relays.Relay relay, MessageClass messageClass, int connections) {
        Lane lane = new Lane(
                relay.name(),
                messageClass,
                ledger,
                judgement,
                time,
                meters,
                config.ledger().poll(),
                config.smtp().reconnect());
        lanes.put(new Place(relay.name(), messageClass), lane);
        lane.start(connections, () -> worker(relay));
    }

    private DeliveryWorker worker(Relays.Relay relay) {
        return new DeliveryWorker(
                relay.name(),
                ledger,
                suppressions,
                templates,
                relay.policy(),
                judgement,
                composers.get(),
                new SmtpConnection(relay.settings(), key),
                time,
                meters,
                config.instance(),
                config.ledger().lease());
    }
}
