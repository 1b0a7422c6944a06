package dev.millrace.backing;

import dev.millrace.backing.postgresql.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM of one backing service, with a capped heap, its log in a file. Ctrl-C in the terminal does not reach it: whoever
 * started it ends it, in order.
 */
final class ChildProcess {

    private static final Duration ORDERLY_END = Duration.ofSeconds(30);
    private static final int POLL_MILLISECONDS = 20;
    private static final int TAIL_LINES = 30;

    private final RunningService running;
    private final Process process;
    private final Path ready;

    private ChildProcess(RunningService running, Process process, Path ready) {
        this.running = running;
        this.process = process;
        this.ready = ready;
    }

    static ChildProcess launch(BackingService service, BackingOptions options, int port, int pagePort)
            throws IOException {
        Path folder =
                Files.createDirectories(options.dataFolder().toAbsolutePath().resolve(service.label()));
        Path log = options.dataFolder().toAbsolutePath().resolve(service.label() + ".log");
        Path ready = folder.resolve("ready");
        Files.deleteIfExists(ready);

        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "millrace-backing"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + service.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Dmillrace.postgresql.binaries=" + ClassPathOfChildren.postgresBinaries(),
                "-D" + PostgresServer.SETTINGS + "=" + System.getProperty(PostgresServer.SETTINGS, ""),
                "-cp",
                ClassPathOfChildren.find(),
                Main.class.getName(),
                service.label()));
        command.addAll(List.of("--data", folder.toString(), "--port", Integer.toString(port)));
        command.addAll(
                List.of("--ready", ready.toString(), "--mode", options.mode().label()));
        if (pagePort != 0) {
            command.addAll(List.of("--page-port", Integer.toString(pagePort)));
        }
        if (options.endWithThisProcess()) {
            command.addAll(
                    List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        return new ChildProcess(
                new RunningService(service, port, pagePort, process.pid(), folder, log), process, ready);
    }

    RunningService running() {
        return running;
    }

    /**
     * Returns when the service can be used.
     *
     * @throws IllegalStateException with the end of the log, when the process died or was not ready in time
     */
    void awaitReady(Duration patience) throws IOException, InterruptedException {
        long polls = patience.toMillis() / POLL_MILLISECONDS;
        for (long i = 0; i < polls; i++) {
            if (process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        failure("ended with exit code " + process.exitValue() + " before it could be used"));
            }
            if (Files.exists(ready) && running.answers()) {
                return;
            }
        }
        throw new IllegalStateException(failure("could not be used after " + patience.toSeconds() + " s"));
    }

    void requestEnd() {
        process.destroy();
    }

    void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(ORDERLY_END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (running.service() == BackingService.POSTGRESQL) {
            PostgresLeftovers.end(running.folder().resolve("cluster"));
        }
    }

    private String failure(String what) throws IOException {
        List<String> lines = Files.exists(running.log())
                ? new String(Files.readAllBytes(running.log()), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
        return running.service().label() + " at " + running.address() + " " + what + "; the end of its log "
                + running.log() + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
