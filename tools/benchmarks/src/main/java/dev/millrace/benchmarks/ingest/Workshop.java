package dev.millrace.benchmarks.ingest;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.benchmarks.lab.TemporaryFolder;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a process of its own and a folder, both gone afterwards, with an installation's topics. */
final class Workshop implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final Set<BackingService> KAFKA = Set.of(BackingService.KAFKA);

    private final TemporaryFolder folder;
    private final BackingServices services;
    private int installations;

    private Workshop(TemporaryFolder folder) {
        this.folder = folder;
        this.services = BackingServices.start(folder.path().resolve("backing"), KAFKA);
    }

    static Workshop open() {
        return new Workshop(TemporaryFolder.create());
    }

    /** Topics of their own. */
    Topics install() {
        installations++;
        Topics topics = new Topics("bench" + installations + ".");
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
            TopicSetup.ensure(admin, List.of(topics.siteEvents()), PARTITIONS);
        }
        return topics;
    }

    /** Takes topics away, to give the disk free. */
    void discard(Topics topics) {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
            var unused =
                    admin.deleteTopics(topics.events().stream().map(Topic::name).toList());
        }
    }

    String bootstrap() {
        return services.get(BackingService.KAFKA).address();
    }

    Path folder() {
        return folder.path();
    }

    void stopKafka() {
        services.stop(BackingService.KAFKA);
    }

    /** Returns when the broker can be used. */
    void startKafkaAgain() {
        services.restart(BackingService.KAFKA);
    }

    @Override
    public void close() {
        services.close();
        folder.close();
    }
}
