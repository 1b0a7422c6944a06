package dev.millrace.benchmarks.segment;

import java.nio.charset.StandardCharsets;

/** An id that says when its event was meant to be sent, so that whoever sees what came of it knows how long that took. */
final class EventId {

    private static final String MARK = "\"due-";

    private EventId() {}

    static String of(long intendedNanos, long number) {
        return "due-" + intendedNanos + "-" + number;
    }

    /** When the event was meant to be sent that this record names; -1 if it names none. */
    static long intended(byte[] record) {
        String text = new String(record, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(MARK);
        return from < 0 ? -1 : Long.parseLong(text, from + MARK.length(), text.indexOf('-', from + MARK.length()), 10);
    }
}
