package dev.millrace.trigger.kafka;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.TopicsConfig;
import dev.millrace.trigger.policy.feedback.FeedbackWatches;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells segment-service, over its broadcast topic, which events the policies wait for, whatever the campaigns do. Telling it again changes nothing
 * there, so each instance does it once after it has started, and again until it worked.
 */
@ApplicationScoped
class PolicyWatches {

    private static final Logger LOG = Logger.getLogger(PolicyWatches.class);

    private final Topics topics;
    private final InstantSource time;
    private final BroadcastProducer producer;
    private volatile boolean told;

    PolicyWatches(
            Topics topics,
            TopicsConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            InstantSource time) {
        this.topics = topics;
        this.time = time;
        this.producer = new BroadcastProducer(bootstrapServers, config.partitions());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        if (told) {
            return;
        }
        try {
            producer.write(topics.eventWatches(), entries(FeedbackWatches.all(time.instant())));
            told = true;
        } catch (KafkaException e) {
            LOG.warnf("event=watches-not-told reason=\"%s\"", e);
        }
    }

    private static List<BroadcastProducer.Entry<EventWatch>> entries(List<EventWatch> watches) {
        return watches.stream()
                .map(watch -> new BroadcastProducer.Entry<EventWatch>(watch.id(), watch))
                .toList();
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
