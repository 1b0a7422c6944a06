package dev.millrace.benchmarks.lab;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets Kafka's clients speak only when something is wrong. */
public final class Quiet {

    /** Both are held here: a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    /** Asks again by itself where a topic is that was just made. */
    private static final Logger ADMIN = Logger.getLogger("org.apache.kafka.clients.admin");

    private Quiet() {}

    public static void kafka() {
        KAFKA.setLevel(Level.WARNING);
        ADMIN.setLevel(Level.OFF);
    }
}
