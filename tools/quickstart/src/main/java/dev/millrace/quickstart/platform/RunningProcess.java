package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as the data folder remembers it. Its start belongs to its identity, because process numbers are used again.
 *
 * @param port where it listens, 0 if nowhere
 * @param pagePort where it has a page beside that, 0 if nowhere
 */
public record RunningProcess(String name, int port, int pagePort, long pid, Instant started) {

    private static final Duration CLOCK_ERROR = Duration.ofSeconds(3);

    static RunningProcess of(String name, int port, int pagePort, long pid) {
        Instant started = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .orElse(Instant.EPOCH);
        return new RunningProcess(name, port, pagePort, pid, started);
    }

    /** The process, if it still is the same one and runs. */
    @JsonIgnore
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> handle.info()
                .startInstant()
                .map(instant -> Duration.between(instant, started).abs().compareTo(CLOCK_ERROR) < 0)
                .orElse(true));
    }

    @JsonIgnore
    public boolean isAlive() {
        return handle().isPresent();
    }
}
