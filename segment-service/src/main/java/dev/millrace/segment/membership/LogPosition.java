package dev.millrace.segment.membership;

import java.time.Instant;

/**
 * Where in the log a decision was made: the record at hand and its broker time. Everything that a decision needs of its
 * surroundings, so that the same log gives the same decisions.
 */
public record LogPosition(String topic, int partition, long offset, Instant time) {

    /** Names what a change of the rules brought about, whatever record it was found out at. */
    LogPosition ofGeneration(long number) {
        return new LogPosition("generation", partition, number, time);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
