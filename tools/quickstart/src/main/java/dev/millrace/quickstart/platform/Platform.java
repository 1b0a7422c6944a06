package dev.millrace.quickstart.platform;

import dev.millrace.backing.BackingOptions;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Millrace on this machine, started by this process: the backing services, then the four services as the real processes,
 * all healthy when {@link #start} returns. If one can't be started, what was started is ended again. What runs is remembered
 * in the data folder, so that other commands find it; {@link PlatformEnd} ends what this object does not.
 */
public final class Platform implements AutoCloseable {

    public static final int STOREFRONT_PORT = 8080;

    private final PlatformOptions options;
    private final Keys keys;
    private final Map<BackingService, RunningService> launched = new EnumMap<>(BackingService.class);
    private final Map<MillraceService, ServiceProcess> services = new EnumMap<>(MillraceService.class);
    private final @Nullable RunningProcess launcher;
    private @Nullable BackingServices backing;
    private int storefrontPort;
    private @Nullable SideProcess shop;
    private @Nullable SideProcess storefront;

    private Platform(PlatformOptions options, Keys keys) {
        this.options = options;
        this.keys = keys;
        this.launcher = options.detached()
                ? null
                : RunningProcess.of("up", 0, 0, ProcessHandle.current().pid());
    }

    /** @throws IllegalStateException when something could not be started; the message has the end of its log */
    public static Platform start(PlatformOptions options) {
        try {
            options.folder().prepare();
            Files.createDirectories(options.folder().service(""));
            Keys keys = Keys.readOrMake(options.folder().keys());
            Platform platform = new Platform(options, keys);
            try {
                PortChoice ports = new PortChoice(options.progress());
                options.progress().accept("starting kafka, postgresql, mongodb and the inbox ...");
                BackingServices backing = BackingServices.start(platform.backingOptions(ports));
                platform.backing = backing;
                platform.startServices(ports, backing.configuration());
                return platform;
            } catch (RuntimeException e) {
                platform.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + options.folder().path() + " can't be used", e);
        }
    }

    private BackingOptions backingOptions(PortChoice ports) {
        BackingOptions chosen = new BackingOptions(
                options.folder().backing(),
                Set.of(BackingService.values()),
                Map.of(),
                0,
                !options.detached(),
                options.mode(),
                options.patience(),
                this::launched,
                options.progress());
        if (!options.usualPorts()) {
            return chosen;
        }
        Map<BackingService, Integer> wanted = new EnumMap<>(BackingService.class);
        for (BackingService service : BackingService.values()) {
            wanted.put(service, ports.choose(service.label(), service.defaultPort()));
        }
        return chosen.withPorts(wanted, ports.choose("the inbox's page", BackingService.INBOX_PAGE_PORT));
    }

    private void startServices(PortChoice ports, Map<String, String> connections) {
        Map<MillraceService, Integer> chosen = new EnumMap<>(MillraceService.class);
        for (MillraceService service : MillraceService.values()) {
            chosen.put(service, ports.choose(service.label(), options.usualPorts() ? service.defaultPort() : 0));
        }
        storefrontPort = ports.choose("the demo shop", options.usualPorts() ? STOREFRONT_PORT : 0);
        ServiceSettings settings = new ServiceSettings(keys, connections, chosen, storefrontPort);
        chosen.forEach((service, port) -> {
            Map<String, String> all = new java.util.TreeMap<>(settings.of(service));
            all.putAll(options.settings().getOrDefault(service, Map.of()));
            services.put(service, new ServiceProcess(service, options, port, all, this::remember));
        });
        services.values().forEach(ServiceProcess::launch);
        options.progress().accept("starting the four services; this takes a quarter of a minute ...");
        ServiceProcess.awaitHealthy(services.values(), service -> options.progress()
                .accept(service.service().label() + " is healthy at " + service.address()));
    }

    public ServiceProcess service(MillraceService service) {
        return Optional.ofNullable(services.get(service))
                .orElseThrow(() -> new IllegalStateException(service.label() + " was not started"));
    }

    /** The service of that name, such as {@code segment-service}. */
    public ServiceProcess service(String name) {
        return service(MillraceService.labelled(name));
    }

    public BackingServices backing() {
        BackingServices started = backing;
        if (started == null) {
            throw new IllegalStateException("the backing services are still starting");
        }
        return started;
    }

    public Keys keys() {
        return keys;
    }

    public String kafkaBootstrap() {
        return backing().get(BackingService.KAFKA).address();
    }

    public ServiceAddresses addresses() {
        return remembered().addresses();
    }

    /** Starts the simulated shop as a process of its own, which ends with the platform. */
    public void startShop(int heapMegabytes, List<String> arguments) {
        shop = SideProcess.start("shop", 0, options.folder(), heapMegabytes, arguments);
        remember();
    }

    /** Where the demo shop's pages are, or belong. */
    public int storefrontPort() {
        return storefrontPort;
    }

    /** Starts the demo shop's pages as a process of its own, which ends with the platform. */
    public void startStorefront(int heapMegabytes, List<String> arguments) {
        SideProcess started =
                SideProcess.start("storefront", storefrontPort, options.folder(), heapMegabytes, arguments);
        storefront = started;
        remember();
        started.awaitListening();
    }

    /** Ends everything: first the shop, then the services, then what they stand on. */
    @Override
    public void close() {
        Stream.of(shop, storefront).filter(Objects::nonNull).forEach(SideProcess::stop);
        List<ServiceProcess> ending = new ArrayList<>(services.values());
        ending.forEach(ServiceProcess::requestEnd);
        ending.forEach(ServiceProcess::awaitEnd);
        BackingServices started = backing;
        if (started != null) {
            started.close();
        }
        try {
            Files.deleteIfExists(options.folder().running());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launched(RunningService running) {
        launched.put(running.service(), running);
        remember();
    }

    private RunningPlatform remembered() {
        return new RunningPlatform(
                launcher,
                launched.values().stream().map(Platform::remembered).toList(),
                services.values().stream()
                        .filter(ServiceProcess::wasLaunched)
                        .map(ServiceProcess::remembered)
                        .toList(),
                remembered(shop),
                remembered(storefront));
    }

    private static @Nullable RunningProcess remembered(@Nullable SideProcess running) {
        return running == null ? null : running.remembered();
    }

    private static RunningProcess remembered(RunningService running) {
        return RunningProcess.of(running.service().label(), running.port(), running.pagePort(), running.pid());
    }

    private void remember() {
        try {
            remembered().write(options.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what runs can't be written to " + options.folder().running(), e);
        }
    }
}
