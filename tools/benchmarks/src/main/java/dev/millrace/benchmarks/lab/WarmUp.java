package dev.millrace.benchmarks.lab;

import java.util.function.DoubleSupplier;

/** Bursts of work before anything counts: much code takes long to be compiled, and who runs for days does it once. */
public final class WarmUp {

    private final Compilers compilers;
    private final Narrator narrator;

    /** @param compilers of the process that is to be warm */
    public WarmUp(Compilers compilers, Narrator narrator) {
        this.compilers = compilers;
        this.narrator = narrator;
    }

    /**
     * Ends when the compilers are as good as done.
     *
     * @param most bursts at most
     * @param said of a burst, with the place of its rate
     * @param burst does one and returns its rate
     */
    public void by(int most, String said, DoubleSupplier burst) {
        for (int done = 0; done < most; done++) {
            double rate = burst.getAsDouble();
            double share = compilers.look();
            narrator.say(said + ", compilers took %.0f %% of the processor time", rate, 100 * share);
            if (Compilers.areDone(share)) {
                return;
            }
        }
    }
}
