package dev.millrace.quickstart.platform;

import java.nio.file.Path;

/** One of the four services, with where it listens unless told otherwise and what memory its process is allowed. */
public enum MillraceService {
    INGEST("ingest-service", 8081, 160),
    SEGMENT("segment-service", 8082, 320),
    TRIGGER("trigger-service", 8083, 224),
    MAILER("mailer-service", 8084, 224);

    private final String label;
    private final int defaultPort;
    private final int heapMegabytes;

    MillraceService(String label, int defaultPort, int heapMegabytes) {
        this.label = label;
        this.defaultPort = defaultPort;
        this.heapMegabytes = heapMegabytes;
    }

    public String label() {
        return label;
    }

    public int defaultPort() {
        return defaultPort;
    }

    public int heapMegabytes() {
        return heapMegabytes;
    }

    public static MillraceService labelled(String label) {
        for (MillraceService service : values()) {
            if (service.label.equals(label)) {
                return service;
            }
        }
        throw new IllegalArgumentException("unknown service: " + label
                + "; known are ingest-service, segment-service, trigger-service and mailer-service");
    }

    Path jar(Path root) {
        return root.resolve(label).resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
    }
}
