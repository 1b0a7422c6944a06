package dev.millrace.trigger.report;

import java.util.Map;

/**
 * Where those who started are.
 *
 * @param entered all who started, also those who are held out
 * @param exited by the reason for which they left early
 */
public record Journeys(long entered, long heldOut, long waiting, long completed, Map<String, Long> exited) {

    static Journeys of(Counts all, Counts heldOut) {
        return new Journeys(
                all.of(Figures.ENTERED),
                heldOut.of(Figures.ENTERED),
                all.of(Figures.WAITING),
                all.of(Figures.COMPLETED),
                all.after(Figures.EXITED));
    }
}
