package dev.millrace.ingest.webhook;

/** A payload lacks what its topic promises; caught where deliveries are taken, and never told what the field holds. */
public final class UnreadablePayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadablePayload(String field) {
        super("the payload has no " + field);
    }
}
