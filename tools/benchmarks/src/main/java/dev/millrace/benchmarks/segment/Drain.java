package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * How fast a backlog was worked off, by committed offsets. The first part of it only warms up.
 *
 * @param perSecond events
 * @param processorMicros of the whole process, for each event
 * @param compilerMicros of that, what its compilers took
 */
record Drain(double perSecond, double processorMicros, double compilerMicros) {

    private static final int POLL_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int TELL_EVERY = 20;

    private record Mark(long nanos, long events, Duration processor, Duration compiler) {}

    /**
     * @param warmUp the share of the backlog that is not counted
     * @param progress told the share that is done
     * @throws IllegalStateException if it stops or takes too long
     */
    static Drain measure(Subject subject, double warmUp, DoubleConsumer progress) {
        long from = subject.consumed().committed();
        long until = subject.consumed().stored();
        long warm = from + (long) (warmUp * (until - from));
        long start = System.nanoTime();
        Mark first = null;
        for (int poll = 0; ; poll++) {
            subject.jvm().requireAlive();
            Mark now = new Mark(
                    System.nanoTime(),
                    subject.consumed().committed(),
                    subject.jvm().processorTime(),
                    subject.jvm().compilerTime());
            if (first == null && now.events() >= warm) {
                first = now;
            }
            if (now.events() >= until && first != null) {
                return between(first, now);
            }
            if (now.nanos() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("after %d minutes only %,d of %,d events are processed"
                        .formatted(PATIENCE.toMinutes(), now.events() - from, until - from));
            }
            if (poll % TELL_EVERY == 0) {
                progress.accept((now.events() - from) / (double) Math.max(1, until - from));
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private static Drain between(Mark first, Mark last) {
        double events = Math.max(1, last.events() - first.events());
        double seconds = Math.max(1, last.nanos() - first.nanos()) / 1e9;
        return new Drain(
                events / seconds,
                micros(first.processor(), last.processor()) / events,
                Math.max(0, micros(first.compiler(), last.compiler())) / events);
    }

    private static double micros(Duration from, Duration to) {
        return to.minus(from).toNanos() / 1e3;
    }
}
