package dev.millrace.mailer.smtp;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.Judgement;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.Sender;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The lanes of both classes: started when the store is ready, stopped before it goes. */
@Singleton
public final class Lanes {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MailerConfig config;
    private final Ledger ledger;
    private final Suppressions suppressions;
    private final Templates templates;
    private final SendingPolicy policy;
    private final Judgement judgement;
    private final Instance<MailComposer> composers;
    private final SmtpSettings settings;
    private final Optional<DkimKey> key;
    private final InstantSource time;
    private final MeterRegistry meters;
    private final Map<MessageClass, Lane> lanes = new EnumMap<>(MessageClass.class);

    Lanes(
            MailerConfig config,
            Ledger ledger,
            Suppressions suppressions,
            Templates templates,
            SendingPolicy policy,
            Judgement judgement,
            Instance<MailComposer> composers,
            Sender sender,
            Optional<DkimKey> key,
            InstantSource time,
            MeterRegistry meters) {
        this.config = config;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.templates = templates;
        this.policy = policy;
        this.judgement = judgement;
        this.composers = composers;
        this.settings = SmtpSettings.of(config.smtp(), sender);
        this.key = key;
        this.time = time;
        this.meters = meters;
    }

    public void start() {
        ledger.releaseClaims(config.instance(), time.instant());
        start(MessageClass.TRANSACTIONAL, config.smtp().connections().transactional());
        start(MessageClass.MARKETING, config.smtp().connections().marketing());
    }

    public void stop() throws InterruptedException {
        for (Lane lane : lanes.values()) {
            lane.stop(PATIENCE);
        }
    }

    void offer(@Observes MessageQueued queued) {
        Lane lane = lanes.get(queued.messageClass());
        if (lane != null) {
            lane.offer(queued.id());
        }
    }

    private void start(MessageClass messageClass, int connections) {
        Lane lane = new Lane(
                messageClass,
                ledger,
                judgement,
                time,
                meters,
                config.ledger().poll(),
                config.smtp().reconnect());
        lanes.put(messageClass, lane);
        lane.start(connections, this::worker);
    }

    private DeliveryWorker worker() {
        return new DeliveryWorker(
                ledger,
                suppressions,
                templates,
                policy,
                judgement,
                composers.get(),
                new SmtpConnection(settings, key),
                time,
                meters,
                config.instance(),
                config.ledger().lease());
    }
}
