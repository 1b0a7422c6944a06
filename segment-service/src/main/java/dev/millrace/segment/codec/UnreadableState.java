package dev.millrace.segment.codec;

/** A state record that this release can't read: damaged, or written by a newer one. It is never guessed at. */
public final class UnreadableState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableState(String message) {
        super(message);
    }
}
