package dev.millrace.benchmarks.segment;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets Kafka's clients speak only when something is wrong. */
final class Quiet {

    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private Quiet() {}

    static void kafka() {
        KAFKA.setLevel(Level.WARNING);
    }
}
