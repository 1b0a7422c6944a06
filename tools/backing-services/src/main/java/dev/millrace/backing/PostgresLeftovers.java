package dev.millrace.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a PostgreSQL server that outlived the process which started it. The server's own pid file names it; a process of that
 * number is only ended when it is a {@code postgres}, because the number may long belong to somebody else.
 */
public final class PostgresLeftovers {

    private static final long FAST_STOP_SECONDS = 20;

    private PostgresLeftovers() {}

    /** Returns when no server of this cluster runs any more. */
    public static void end(Path cluster) throws IOException, InterruptedException {
        Optional<ProcessHandle> server = server(cluster);
        if (server.isPresent()) {
            ProcessHandle process = server.get();
            // SIGINT is PostgreSQL's fast stop: open sessions are ended, the data is flushed
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (!endsInTime(process)) {
                process.destroyForcibly();
                endsInTime(process);
            }
        }
    }

    static Optional<ProcessHandle> server(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(PostgresLeftovers::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("postgres"))
                .orElse(false);
    }

    private static boolean endsInTime(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(FAST_STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for PostgreSQL to end failed", e);
        }
    }
}
