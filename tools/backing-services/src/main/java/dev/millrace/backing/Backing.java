package dev.millrace.backing;

import java.nio.file.Path;

/**
 * One way of running one backing service, inside the child process. {@link #start} returns when a client can really use
 * the service at the given port of the loopback address, and throws when it can't; {@link #close} leaves nothing running.
 */
public interface Backing extends AutoCloseable {

    /** What the service is told: its own folder, and the ports it must listen on ({@code pagePort} only the inbox). */
    record Place(Path folder, int port, int pagePort) {}

    void start(Place place) throws Exception;

    @Override
    void close() throws Exception;
}
