package dev.millrace.mailer;

import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.mailer.kafka.EventPublisher;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.returned.ReturnListener;
import dev.millrace.mailer.smtp.Lanes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts in the order in which things need each other: topics and indexes before the consumers, which the framework starts
 * in between; then the workers and the publisher. Stops the workers first, so that what they finish is published.
 */
@Singleton
final class Lifecycle {

    private static final int BEFORE_CONSUMERS = 1;

    private final MailerConfig config;
    private final Topics topics;
    private final String bootstrapServers;
    private final Ledger ledger;
    private final Lanes lanes;
    private final EventPublisher publisher;
    private final ReturnListener returns;

    Lifecycle(
            MailerConfig config,
            Topics topics,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Ledger ledger,
            Lanes lanes,
            EventPublisher publisher,
            ReturnListener returns) {
        this.config = config;
        this.topics = topics;
        this.bootstrapServers = bootstrapServers;
        this.ledger = ledger;
        this.lanes = lanes;
        this.publisher = publisher;
        this.returns = returns;
    }

    void prepare(@Observes @Priority(BEFORE_CONSUMERS) StartupEvent event) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicSetup.ensure(
                    admin,
                    List.of(
                            topics.transactionalMessages(),
                            topics.marketingMessages(),
                            topics.engagementEvents(),
                            topics.profileEvents(),
                            topics.dataRequests(),
                            topics.moves(),
                            topics.erasures(),
                            topics.deadLetters()),
                    config.topics().partitions());
        }
        ledger.prepare();
        lanes.start();
    }

    void start(@Observes StartupEvent event) {
        publisher.start();
        returns.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        returns.stop();
        lanes.stop();
        publisher.stop();
    }
}
