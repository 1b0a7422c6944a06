package dev.millrace.segment.query;

/** This process can't read the partition now; another one may, or this one soon. */
public final class NotHere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotHere(int partition) {
        super("partition " + partition + " can't be read in this instance now");
    }

    NotHere(int partition, Throwable cause) {
        super("partition " + partition + " can't be read in this instance now", cause);
    }
}
