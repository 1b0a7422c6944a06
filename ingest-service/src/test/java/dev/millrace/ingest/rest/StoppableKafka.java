package dev.millrace.ingest.rest;

import dev.millrace.backing.BackingOptions;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A broker that a test stops and starts again at the same address with the same data. */
public final class StoppableKafka implements QuarkusTestResourceLifecycleManager {

    private static final Set<BackingService> KAFKA = Set.of(BackingService.KAFKA);

    private static StoppableKafka current;

    private Path folder;
    private int port;
    private BackingServices running;

    static StoppableKafka current() {
        return current;
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("millrace-outage-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the broker's data", e);
        }
        running = BackingServices.start(folder, KAFKA);
        port = running.get(BackingService.KAFKA).port();
        current = this;
        Map<String, String> configuration = new HashMap<>(running.configuration());
        configuration.put("millrace.ingest.answer-within", "3s");
        configuration.put("millrace.ingest.max-waiting", "256K");
        configuration.put("millrace.webhooks.answer-within", "2s");
        return configuration;
    }

    void pause() {
        running.close();
    }

    void resume() {
        running = BackingServices.start(
                BackingOptions.forTest(folder, KAFKA).withPorts(Map.of(BackingService.KAFKA, port), 0));
    }

    @Override
    public void stop() {
        running.close();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete the broker's data", e);
        }
    }
}
