package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Somebody has just started and works off what has waited, while events come at a steady rate from the first of its outputs
 * on. The rate is counted once it has run for a while, until the last or for five minutes.
 *
 * @param perSecond of what has waited
 * @param inAll from the first to the last
 * @param atFirst what events take while its code is not compiled yet
 * @param events what they take afterwards
 */
record Recovery(double perSecond, Duration inAll, Sightings.Latency atFirst, Sightings.Latency events) {

    /** The process has just started, and its code is not compiled yet: told, but beside the rate. */
    static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    /**
     * @param waiting how many outputs are expected of what has waited
     * @param isOfWaiting whether an output that none of the load's events led to is one of them
     */
    static Recovery of(
            Subject subject,
            Lab lab,
            Load load,
            int perSecond,
            long waiting,
            Predicate<byte[]> isOfWaiting,
            LongConsumer progress) {
        AtomicLong done = new AtomicLong();
        Sightings sightings = new Sightings();
        try (Observer observer = new Observer(lab.bootstrap(), subject.output(), record -> {
            if (!sightings.see(record.value()) && isOfWaiting.test(record.value())) {
                done.incrementAndGet();
            }
        })) {
            await(subject, done, 1, System.nanoTime() + PATIENCE.toNanos(), progress);
            if (done.get() == 0) {
                throw new IllegalStateException(
                        "nothing was published within " + PATIENCE.toSeconds() + " s of a start");
            }
            long first = System.nanoTime();
            try (Load.Steady steady = load.steady(perSecond)) {
                await(subject, done, waiting, first + WARM_UP.toNanos(), progress);
                long warm = System.nanoTime();
                long doneCold = done.get();
                boolean isDone = doneCold >= waiting;
                await(subject, done, waiting, first + PATIENCE.toNanos(), progress);
                long last = System.nanoTime();
                return new Recovery(
                        isDone ? rate(doneCold, warm - first) : rate(done.get() - doneCold, last - warm),
                        Duration.ofNanos(last - first),
                        sightings.latency(steady.moving(), first, warm),
                        sightings.latency(steady.moving(), isDone ? first : warm, last));
            }
        }
    }

    private static double rate(long count, long nanos) {
        return count / (nanos / 1e9);
    }

    /** Until so many are done, or no patience is left. */
    private static void await(Subject subject, AtomicLong done, long count, long until, LongConsumer progress) {
        long told = System.nanoTime();
        while (done.get() < count && System.nanoTime() < until) {
            subject.jvm().requireAlive();
            if (System.nanoTime() >= told) {
                progress.accept(done.get());
                told += TELL_EVERY.toNanos();
            }
            Pause.millis(20);
        }
    }
}
