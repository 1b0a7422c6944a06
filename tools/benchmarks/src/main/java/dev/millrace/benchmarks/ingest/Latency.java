package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** From when a request was meant to be sent until it is answered, at a steady rate. */
record Latency(double p50, double p99, double p999) {

    private static final int CONNECTIONS = 256;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    static Latency of(Taker taker, Template template, double eventsPerSecond, Duration warmUp, Duration measured) {
        Histogram nanos = new Histogram(LONGEST, 3);
        long from = System.nanoTime() + warmUp.toNanos();
        long until = from + measured.toNanos();
        HttpLoad.Outcomes noted = (connection, status) -> {
            Rate.requireStored(connection, status);
            if (connection.due() >= from && connection.due() < until) {
                nanos.recordValue(Math.min(LONGEST, System.nanoTime() - connection.due()));
            }
        };
        try (HttpLoad load = HttpLoad.steady(template, taker.port(), CONNECTIONS, eventsPerSecond, noted)) {
            Pause.of(warmUp.plus(measured));
            var unused = load.answeredEvents();
        }
        return new Latency(
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6);
    }

    List<Figure> figures(String what) {
        return List.of(
                Figure.of(what + ", p50", p50, "ms"),
                Figure.of(what + ", p99", p99, "ms"),
                Figure.of(what + ", p99.9", p999, "ms"));
    }
}
