package dev.millrace.ingest.tracking;

/** A request's body after reading: calls, or why the whole of it can't be taken. */
public sealed interface Body {

    record Read(Calls calls) implements Body {}

    /** Not JSON, or not of the expected shape. */
    record Malformed(String message) implements Body {}

    record TooBig(String message) implements Body {}
}
