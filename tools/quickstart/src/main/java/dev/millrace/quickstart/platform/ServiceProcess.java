package dev.millrace.quickstart.platform;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One service as a real process, which can be stopped, killed and started again on the same port and data. Ctrl-C in the
 * terminal does not reach it: whoever started it ends it, in order. {@link #start} returns when the service is healthy.
 */
public final class ServiceProcess {

    private static final Duration ORDERLY_END = Duration.ofSeconds(30);
    private static final int POLL_MILLISECONDS = 100;
    private static final int TAIL_LINES = 30;

    private final MillraceService service;
    private final Path jar;
    private final DataFolder folder;
    private final int port;
    private final Map<String, String> settings;
    private final Duration patience;
    private final Runnable onLaunch;
    private @Nullable Process process;

    ServiceProcess(
            MillraceService service,
            PlatformOptions options,
            int port,
            Map<String, String> settings,
            Runnable onLaunch) {
        this.service = service;
        this.jar = service.jar(options.root());
        this.folder = options.folder();
        this.port = port;
        this.settings = Map.copyOf(settings);
        this.patience = options.patience();
        this.onLaunch = onLaunch;
    }

    public MillraceService service() {
        return service;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path log() {
        return folder.log(service.label());
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    public long pid() {
        return process().pid();
    }

    /** Starts the service and waits until it is healthy. */
    public void start() {
        launch();
        awaitHealthy(List.of(this), service -> {});
    }

    /** Ends the service in an orderly way (SIGTERM); by force when it does not end in time. */
    public void stop() {
        requestEnd();
        awaitEnd();
    }

    /** Ends the service as a crash would (SIGKILL). */
    public void kill() {
        process().destroyForcibly();
        awaitEnd();
    }

    void launch() {
        if (isAlive()) {
            throw new IllegalStateException(service.label() + " already runs");
        }
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    service.label() + " is not built: expected " + jar + "; run: mvn -DskipTests package");
        }
        try {
            Path workingDirectory = folder.service(service.label());
            writeSettings(workingDirectory);
            process = ChildCommand.java(
                            service.heapMegabytes(),
                            List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar"),
                            List.of(jar.toString()))
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + service.label() + " failed", e);
        }
        onLaunch.run();
    }

    /**
     * Waits until the services are healthy, whichever is first.
     *
     * @throws IllegalStateException with the end of its log, when a process died or was not healthy in time
     */
    static void awaitHealthy(Collection<ServiceProcess> services, Consumer<ServiceProcess> healthy) {
        List<ServiceProcess> waiting = new ArrayList<>(services);
        try {
            for (long poll = 0; !waiting.isEmpty(); poll++) {
                for (ServiceProcess service : List.copyOf(waiting)) {
                    if (service.isHealthy(poll)) {
                        waiting.remove(service);
                        healthy.accept(service);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for services", e);
        }
    }

    private boolean isHealthy(long poll) throws InterruptedException {
        if (process().waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    failure("ended with exit code " + process().exitValue() + " before it was healthy"));
        }
        if (poll * POLL_MILLISECONDS > patience.toMillis()) {
            throw new IllegalStateException(failure("was not healthy after " + patience.toSeconds() + " s"));
        }
        return Health.ofService(address()) == Health.OK;
    }

    void requestEnd() {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    void awaitEnd() {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            if (!running.waitFor(ORDERLY_END.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    RunningProcess remembered() {
        return RunningProcess.of(service.label(), port, 0, pid());
    }

    boolean wasLaunched() {
        return process != null;
    }

    private Process process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(service.label() + " was not started");
        }
        return running;
    }

    /** Quarkus reads {@code config/application.properties} of the working directory over the one in the jar. */
    private void writeSettings(Path workingDirectory) throws IOException {
        Path file = Files.createDirectories(workingDirectory.resolve("config")).resolve("application.properties");
        Keys.PrivateFile.create(file);
        Properties properties = new Properties();
        properties.putAll(settings);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            properties.store(out, "Written at every start");
        }
    }

    private String failure(String what) {
        try {
            List<String> lines = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return service.label() + " at " + address() + " " + what + "; the end of its log " + log() + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return service.label() + " at " + address() + " " + what + "; its log " + log() + " can't be read: " + e;
        }
    }
}
