package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.function.BiConsumer;

/** How many events a second are taken, each connection sending as soon as it was answered. */
final class Rate {

    private static final int STORED = 200;

    private Rate() {}

    /**
     * The best of several spans: what disturbs a machine only ever takes away. Before them, spans that only warm up, until
     * compilers are done.
     */
    static double of(
            Taker taker,
            Template template,
            int connections,
            EventsPart.Size size,
            BiConsumer<Double, Double> progress) {
        double best = 0;
        try (HttpLoad load = HttpLoad.full(template, taker.port(), connections, Rate::requireStored)) {
            Compilers compilers = new Compilers(taker.jvm());
            for (int i = 0; i < size.warmUps(); i++) {
                double rate = during(size.span(), load, taker);
                double share = compilers.look();
                progress.accept(rate, share);
                if (Compilers.areDone(share)) {
                    break;
                }
            }
            for (int i = 0; i < size.spans(); i++) {
                best = Math.max(best, during(size.span(), load, taker));
            }
        }
        return best;
    }

    private static double during(Duration span, HttpLoad load, Taker taker) {
        long start = System.nanoTime();
        long before = load.answeredEvents();
        Pause.of(span);
        taker.jvm().requireAlive();
        return (load.answeredEvents() - before) / ((System.nanoTime() - start) / 1e9);
    }

    /** Takes as many as it can for so long. */
    static void warmUp(Taker taker, Template template, int connections, Duration span) {
        try (HttpLoad load = HttpLoad.full(template, taker.port(), connections, Rate::requireStored)) {
            during(span, load, taker);
        }
    }

    static void requireStored(Connection connection, int status) {
        if (status != STORED) {
            throw new IllegalStateException("a request was answered with " + status + ", expected " + STORED);
        }
    }
}
