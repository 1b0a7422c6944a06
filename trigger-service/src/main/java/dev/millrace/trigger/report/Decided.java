package dev.millrace.trigger.report;

import java.util.Map;

/**
 * What was decided at steps.
 *
 * @param held sends that were not made, by reason
 * @param deferred sends that were put off, by reason; each may have been made later
 * @param expired sends that were not made in time
 * @param branched how many went which way
 */
public record Decided(Map<String, Long> held, Map<String, Long> deferred, long expired, Map<String, Long> branched) {

    static Decided of(Counts counts) {
        return new Decided(
                counts.after(Figures.HELD),
                counts.after(Figures.DEFERRED),
                counts.of(Figures.EXPIRED),
                counts.after(Figures.BRANCHED));
    }
}
