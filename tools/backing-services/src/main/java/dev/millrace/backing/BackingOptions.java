package dev.millrace.backing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What to start and how. A port that is not given is a free one.
 *
 * @param dataFolder where every service has a folder of its own, and its log
 * @param inboxPagePort port of the inbox's page, 0 for a free one
 * @param endWithThisProcess the services end when this process ends, however it ends
 * @param patience how long one service may take until it can be used
 * @param launched told of each process as soon as there is one, before the service can be used
 * @param progress told one line for each service that has become usable
 */
public record BackingOptions(
        Path dataFolder,
        Set<BackingService> services,
        Map<BackingService, Integer> ports,
        int inboxPagePort,
        boolean endWithThisProcess,
        Mode mode,
        Duration patience,
        Consumer<RunningService> launched,
        Consumer<String> progress) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    public BackingOptions {
        services = Set.copyOf(services);
        ports = Map.copyOf(ports);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("name at least one backing service");
        }
    }

    /** Free ports, ended with this process: what a test wants. */
    public static BackingOptions forTest(Path dataFolder, Set<BackingService> services) {
        return new BackingOptions(
                dataFolder, services, Map.of(), 0, true, Mode.configured(), PATIENCE, running -> {}, line -> {});
    }

    public BackingOptions withPorts(Map<BackingService, Integer> ports, int inboxPagePort) {
        return new BackingOptions(
                dataFolder, services, ports, inboxPagePort, endWithThisProcess, mode, patience, launched, progress);
    }
}
