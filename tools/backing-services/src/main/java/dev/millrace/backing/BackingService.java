package dev.millrace.backing;

/** A service that Millrace stands on, with what its process is allowed and where it listens unless told otherwise. */
public enum BackingService {
    KAFKA("kafka", 9092, 384),
    POSTGRESQL("postgresql", 5432, 192),
    MONGODB("mongodb", 27017, 160),
    INBOX("inbox", 1025, 96);

    /** Where the inbox shows its mails unless told otherwise. */
    public static final int INBOX_PAGE_PORT = 8025;

    private final String label;
    private final int defaultPort;
    private final int heapMegabytes;

    BackingService(String label, int defaultPort, int heapMegabytes) {
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

    static BackingService labelled(String label) {
        for (BackingService service : values()) {
            if (service.label.equals(label)) {
                return service;
            }
        }
        throw new IllegalArgumentException(
                "unknown backing service: " + label + "; known are kafka, postgresql, mongodb and inbox");
    }
}
