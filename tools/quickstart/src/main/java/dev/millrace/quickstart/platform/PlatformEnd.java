package dev.millrace.quickstart.platform;

import dev.millrace.backing.PostgresLeftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a platform that another command started, from what the data folder remembers of it. Only processes that still are
 * the remembered ones are ended. Afterwards none of them is left, whatever state the platform was in.
 */
public final class PlatformEnd {

    private static final long LAUNCHER_SECONDS = 90;
    private static final long PROCESS_SECONDS = 30;

    private PlatformEnd() {}

    /** @return how many processes were ended; 0 when nothing ran */
    public static int end(DataFolder folder) throws IOException, InterruptedException {
        Optional<RunningPlatform> remembered = RunningPlatform.read(folder);
        int ended = 0;
        if (remembered.isPresent()) {
            RunningPlatform platform = remembered.get();
            ended += (int) platform.inOrderOfEnd().stream()
                    .filter(RunningProcess::isAlive)
                    .count();
            RunningProcess launcher = platform.launcher();
            if (launcher != null
                    && launcher.isAlive()
                    && launcher.pid() != ProcessHandle.current().pid()) {
                ended++;
                end(List.of(launcher), LAUNCHER_SECONDS);
            }
            end(platform.beside(), PROCESS_SECONDS);
            end(platform.services(), PROCESS_SECONDS);
            end(platform.backing(), PROCESS_SECONDS);
        }
        PostgresLeftovers.end(folder.backing().resolve("postgresql").resolve("cluster"));
        Files.deleteIfExists(folder.running());
        return ended;
    }

    private static void end(List<RunningProcess> processes, long seconds) throws InterruptedException {
        List<ProcessHandle> alive =
                processes.stream().flatMap(process -> process.handle().stream()).toList();
        alive.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : alive) {
            if (!endsWithin(process, seconds)) {
                process.destroyForcibly();
                endsWithin(process, seconds);
            }
        }
    }

    private static boolean endsWithin(ProcessHandle process, long seconds) throws InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
        }
    }
}
