package dev.millrace.segment.stream;

import java.util.Map;

/** Where the group stands in one partition of the event topics: topic to the offset of the next record. */
@FunctionalInterface
public interface CommittedOffsets {

    Map<String, Long> of(int partition);
}
