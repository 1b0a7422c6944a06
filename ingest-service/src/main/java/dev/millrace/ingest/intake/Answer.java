package dev.millrace.ingest.intake;

import dev.millrace.ingest.tracking.Reading;
import java.util.List;

/** What a producer is told when its request was stored: how many events, and which were refused and why. */
public record Answer(boolean success, int accepted, List<Refusal> refused) {

    /** One event that was not taken, by its place in the batch. */
    public record Refusal(int index, String reason) {}

    public static Answer stored(int accepted, List<Reading.Refused> refused) {
        return new Answer(
                true,
                accepted,
                refused.stream()
                        .map(one -> new Refusal(one.index(), one.message()))
                        .toList());
    }
}
