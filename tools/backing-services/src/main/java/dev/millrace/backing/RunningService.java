package dev.millrace.backing;

import java.nio.file.Path;

/** A backing service that was started: where it listens, its process, its log. {@code pagePort} is 0 without a page. */
public record RunningService(BackingService service, int port, int pagePort, long pid, Path folder, Path log) {

    public static final String HOST = "127.0.0.1";

    /** Host and port for clients. */
    public String address() {
        return HOST + ":" + port;
    }

    /** True when the server gives the right answer to its protocol's first question. */
    public boolean answers() {
        return Handshake.answers(service, port);
    }
}
