package dev.millrace.segment.rest;

import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How far each partition has come where it is worked on. */
final class InstanceQuestion implements Question<InstanceQuestion.Told> {

    static final String PATH = "/api/partitions/state";

    /** @param asOf log time up to which everything stored has been taken into account */
    public record State(int partition, Instant asOf, boolean standby) {}

    public record Told(List<State> partitions) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        return new Told(partitions.stream()
                .map(it -> new State(it.partition(), it.asOf(), it.standby()))
                .toList());
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
