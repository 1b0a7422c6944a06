package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;

/** From when an event was meant to be sent until what follows from it can be read, at a steady rate. */
final class SteadyLatency {

    private SteadyLatency() {}

    static Sightings.Latency of(
            Lab lab, Subject subject, Load load, int perSecond, Duration warmUp, Duration measured) {
        Sightings sightings = new Sightings();
        try (Observer observer =
                        new Observer(lab.bootstrap(), subject.output(), record -> sightings.see(record.value()));
                Load.Steady steady = load.steady(perSecond)) {
            Pause.of(warmUp);
            long from = System.nanoTime();
            Pause.of(measured);
            long until = System.nanoTime();
            subject.jvm().requireAlive();
            return sightings.latency(steady.moving(), from, until);
        }
    }
}
