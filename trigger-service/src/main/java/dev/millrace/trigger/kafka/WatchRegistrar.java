package dev.millrace.trigger.kafka;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.BroadcastProducer.Entry;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.TopicsConfig;
import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.flow.CampaignChanges;
import dev.millrace.trigger.flow.Loop;
import dev.millrace.trigger.policy.feedback.FeedbackWatches;
import dev.millrace.trigger.report.Corrections;
import dev.millrace.trigger.reward.RewardWatches;
import dev.millrace.trigger.store.Watches;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells segment-service which events are listened for: those of policies and rewards, and those that take away from goals, once
 * after each start, and those of campaigns until it has been told all of them. Dying between telling and noting it tells again,
 * which changes nothing.
 */
@ApplicationScoped
class WatchRegistrar {

    private static final int MOST = 100;

    private final Watches watches;
    private final CampaignChanges changes;
    private final Topics topics;
    private final BroadcastProducer producer;
    private final InstantSource time;
    private final Loop loop;
    /** Known to the loop's one thread. */
    private boolean ourOwnTold;

    WatchRegistrar(
            Watches watches,
            CampaignChanges changes,
            Topics topics,
            TopicsConfig config,
            TriggerConfig trigger,
            MeterRegistry registry,
            InstantSource time,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.watches = watches;
        this.changes = changes;
        this.topics = topics;
        this.time = time;
        this.producer = new BroadcastProducer(bootstrapServers, config.partitions());
        this.loop = new Loop(
                "watch-registrar", watches.changed(), trigger.watchesRetried(), this::round, e -> registry.counter(
                                "millrace.trigger.watches.failed")
                        .increment());
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        producer.close();
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        if (changes.forgetWatches() > 0) {
            watches.changed().raise();
        }
    }

    private boolean round() {
        if (!ourOwnTold) {
            producer.write(topics.eventWatches(), entries(FeedbackWatches.all(time.instant())));
            producer.write(topics.eventWatches(), entries(RewardWatches.all(time.instant())));
            producer.write(topics.eventWatches(), entries(Corrections.watches(time.instant())));
            ourOwnTold = true;
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Watches.Row> untold = watches.lockUntold(MOST);
            if (untold.isEmpty()) {
                return false;
            }
            List<Entry<EventWatch>> entries = untold.stream()
                    .map(row -> new Entry<>(row.watch().id(), row.wanted() ? row.watch() : null))
                    .toList();
            producer.write(topics.eventWatches(), entries);
            watches.told(untold.stream().map(row -> row.watch().id()).toList());
            return untold.size() == MOST;
        });
    }

    private static List<Entry<EventWatch>> entries(List<EventWatch> watches) {
        return watches.stream()
                .map(watch -> new Entry<EventWatch>(watch.id(), watch))
                .toList();
    }
}
