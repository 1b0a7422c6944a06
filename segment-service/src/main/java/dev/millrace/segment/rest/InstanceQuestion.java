package dev.millrace.segment.rest;

import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.PartitionTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far each partition has come where it is worked on. */
final class InstanceQuestion implements Question<InstanceQuestion.Told> {

    static final String PATH = "/api/partitions/state";

    /**
     * @param asOf log time up to which everything stored has been taken into account
     * @param behind how far the present, as the log tells it, is ahead of that; null where only a copy can tell
     */
    public record State(int partition, Instant asOf, @Nullable Duration behind, boolean standby) {

        static State of(PartitionView view) {
            PartitionTask task = view.task();
            return new State(view.partition(), view.asOf(), task == null ? null : task.behind(), view.standby());
        }
    }

    public record Told(List<State> partitions) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        return new Told(partitions.stream().map(State::of).toList());
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
