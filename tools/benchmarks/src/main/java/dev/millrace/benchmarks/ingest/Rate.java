package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** How many events a second are taken, each connection sending as soon as it was answered. */
final class Rate {

    private static final int STORED = 200;

    private Rate() {}

    /**
     * The mean of what each takes in its spans, which come by turns: when the disk is slow for a while, it is for all. First
     * each is warmed up until its compilers are done.
     *
     * @param progress told of each span that only warms up
     */
    static List<Double> byTurns(
            List<Taker> takers, Template template, int connections, EventsPart.Size size, Progress progress) {
        for (Taker taker : takers) {
            warmUp(taker, template, connections, size, progress);
        }
        double[] sums = new double[takers.size()];
        for (int i = 0; i < size.spans(); i++) {
            for (int place = 0; place < sums.length; place++) {
                sums[place] += span(takers.get(place), template, connections, size.span());
            }
        }
        return DoubleStream.of(sums).map(sum -> sum / size.spans()).boxed().toList();
    }

    /** Told of a span that only warms up. */
    interface Progress {
        void warmed(double eventsPerSecond, double compilers);
    }

    private static void warmUp(
            Taker taker, Template template, int connections, EventsPart.Size size, Progress progress) {
        Compilers compilers = new Compilers(taker.jvm());
        for (int i = 0; i < size.warmUps(); i++) {
            double rate = span(taker, template, connections, size.span());
            double share = compilers.look();
            progress.warmed(rate, share);
            if (Compilers.areDone(share)) {
                return;
            }
        }
    }

    /** How many it takes a second during so long. */
    static double span(Taker taker, Template template, int connections, Duration span) {
        try (HttpLoad load = HttpLoad.full(template, taker.port(), connections, Rate::requireStored)) {
            long start = System.nanoTime();
            Pause.of(span);
            taker.jvm().requireAlive();
            return load.answeredEvents() / ((System.nanoTime() - start) / 1e9);
        }
    }

    static void requireStored(Connection connection, int status) {
        if (status != STORED) {
            throw new IllegalStateException("a request was answered with " + status + ", expected " + STORED);
        }
    }
}
