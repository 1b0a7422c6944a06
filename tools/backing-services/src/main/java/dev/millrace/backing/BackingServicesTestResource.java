package dev.millrace.backing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Backing services for a {@code @QuarkusTest}, at free ports, with fresh data that is thrown away afterwards. The argument
 * {@code services} names them: {@code KAFKA,POSTGRESQL}; all four when it is missing.
 */
public final class BackingServicesTestResource implements QuarkusTestResourceLifecycleManager {

    private Set<BackingService> wanted = Set.of(BackingService.values());
    private @Nullable BackingServices started;
    private @Nullable Path folder;

    @Override
    public void init(Map<String, String> arguments) {
        String services = arguments.get("services");
        if (services != null) {
            wanted = Arrays.stream(services.split(","))
                    .map(name -> BackingService.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            Path fresh = Files.createTempDirectory("millrace-test-");
            folder = fresh;
            BackingServices running = BackingServices.start(fresh, wanted);
            started = running;
            return running.configuration();
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the test's backing services", e);
        }
    }

    @Override
    public void stop() {
        BackingServices running = started;
        if (running != null) {
            running.close();
        }
        Path used = folder;
        if (used != null) {
            delete(used);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> children = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path child : children) {
                Files.deleteIfExists(child);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete the test's data in " + folder, e);
        }
    }
}
