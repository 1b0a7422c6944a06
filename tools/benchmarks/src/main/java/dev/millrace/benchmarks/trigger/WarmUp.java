package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import java.util.function.DoubleSupplier;

/** Bursts of work before anything counts: much code takes long to be compiled, and who runs for days does it once. */
final class WarmUp {

    private final Workbench bench;
    private final Narrator narrator;

    WarmUp(Workbench bench, Narrator narrator) {
        this.bench = bench;
        this.narrator = narrator;
    }

    /**
     * Ends when the compilers of the service are as good as done.
     *
     * @param most bursts at most
     * @param burst does one and says at which rate
     */
    void by(int most, String part, DoubleSupplier burst) {
        Compilers compilers = new Compilers(bench.service().jvm());
        for (int done = 0; done < most; done++) {
            double rate = burst.getAsDouble();
            double share = compilers.look();
            narrator.say(
                    "%s: warming up, %,.0f messages/s, compilers took %.0f %% of the processor time",
                    part, rate, 100 * share);
            if (Compilers.areDone(share)) {
                return;
            }
        }
    }
}
