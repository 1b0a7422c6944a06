package dev.millrace.benchmarks.ingest;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a process of its own and a folder, both gone afterwards, with an installation's topics. */
final class Workshop implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final Set<BackingService> KAFKA = Set.of(BackingService.KAFKA);

    private final Path folder;
    private final BackingServices services;
    private int installations;

    private Workshop(Path folder) {
        this.folder = folder;
        this.services = BackingServices.start(folder.resolve("backing"), KAFKA);
    }

    static Workshop open() {
        try {
            return new Workshop(Files.createTempDirectory("millrace-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to measure in", e);
        }
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
        return folder;
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
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + folder, e);
        }
    }
}
