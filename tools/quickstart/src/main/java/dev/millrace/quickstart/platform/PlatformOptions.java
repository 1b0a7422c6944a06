package dev.millrace.quickstart.platform;

import dev.millrace.backing.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How to start a platform.
 *
 * @param root the repository, where the services were built
 * @param usualPorts the well-known ports where they are free; otherwise any free ones
 * @param detached the processes outlive this one
 * @param settings configuration of a service beyond the usual, by name
 * @param patience how long one service may take until it is healthy
 * @param progress told a line whenever something is worth telling
 */
public record PlatformOptions(
        Path root,
        DataFolder folder,
        boolean usualPorts,
        boolean detached,
        Mode mode,
        Map<MillraceService, Map<String, String>> settings,
        Duration patience,
        Consumer<String> progress) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    public PlatformOptions {
        settings = Map.copyOf(settings);
    }

    public static PlatformOptions usual(Path root, DataFolder folder, boolean detached, Consumer<String> progress) {
        return new PlatformOptions(root, folder, true, detached, Mode.configured(), Map.of(), PATIENCE, progress);
    }

    /** Free ports, nothing printed, data in the given folder. */
    public static PlatformOptions forTest(Path root, Path folder) {
        return new PlatformOptions(
                root, new DataFolder(folder), false, false, Mode.configured(), Map.of(), PATIENCE, line -> {});
    }

    /** The same with one more setting of a service. */
    public PlatformOptions with(MillraceService service, String name, String value) {
        Map<MillraceService, Map<String, String>> more = new EnumMap<>(MillraceService.class);
        more.putAll(settings);
        Map<String, String> ofService = new java.util.TreeMap<>(settings.getOrDefault(service, Map.of()));
        ofService.put(name, value);
        more.put(service, ofService);
        return new PlatformOptions(root, folder, usualPorts, detached, mode, more, patience, progress);
    }
}
