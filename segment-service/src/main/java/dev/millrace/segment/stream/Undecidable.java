package dev.millrace.segment.stream;

/** No decision can be made of a record, now or later: it goes to the dead letters, and those behind it go on. */
final class Undecidable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Undecidable(RuntimeException cause) {
        super("no decision can be made of it: " + cause, cause);
    }
}
