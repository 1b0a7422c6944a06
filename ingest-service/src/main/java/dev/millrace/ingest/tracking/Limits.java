package dev.millrace.ingest.tracking;

/** How much a producer may send at once; the limits of Segment's API, which its clients know. */
public record Limits(int eventBytes, int bodyBytes, int batchEvents) {

    public static final Limits SEGMENT = new Limits(32 * 1024, 500 * 1024, 2500);
}
