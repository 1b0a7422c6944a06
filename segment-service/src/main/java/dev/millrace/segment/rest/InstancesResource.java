package dev.millrace.segment.rest;

import dev.millrace.segment.query.Assignment;
import dev.millrace.segment.query.Assignments;
import dev.millrace.segment.query.Instance;
import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.UnreadRecords;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who works on what, and how far time has come. */
@Path("/api/instances")
@Tag(name = "Operations")
public class InstancesResource {

    /**
     * @param asOf log time up to which everything stored has been taken into account; absent if nobody can tell now
     * @param behind how far the present, as the log tells it, is ahead of that; absent if nobody can tell now
     * @param standby true if only a copy could tell
     */
    public record ActiveView(
            int partition, @Nullable Instant asOf, @Nullable Duration behind, @Nullable Boolean standby) {}

    /**
     * @param address under which the other instances reach it
     * @param self whether it is the one that answered
     * @param standby partitions of which it keeps copies
     */
    public record InstanceView(String address, boolean self, List<ActiveView> active, Set<Integer> standby) {}

    /**
     * @param asOf how far time has come in the partition furthest behind; absent while one of them can't be asked
     * @param unanswered partitions for which nobody answered
     * @param unread partition to the number of its stored events that nobody has dealt with; empty if the broker does not tell
     */
    public record InstancesView(
            int partitions,
            @Nullable Instant asOf,
            List<InstanceView> instances,
            Set<Integer> unanswered,
            Map<Integer, Long> unread) {}

    private final Assignments assignments;
    private final Router router;
    private final UnreadRecords unread;

    InstancesResource(Assignments assignments, Router router, UnreadRecords unread) {
        this.assignments = assignments;
        this.router = router;
        this.unread = unread;
    }

    @GET
    @Operation(summary = "The instances, their partitions, and how far time has come in each")
    public InstancesView get(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        var answers = router.ask(new InstanceQuestion(), router.everyPartition(), authorization);
        Map<Integer, InstanceQuestion.State> states = new TreeMap<>();
        answers.values().forEach(told -> told.partitions().forEach(state -> states.put(state.partition(), state)));
        Assignment assignment = assignments.current();
        List<InstanceView> instances = assignment.seats().entrySet().stream()
                .map(seat -> view(seat.getKey(), seat.getValue(), states))
                .toList();
        Instant asOf = answers.unanswered().isEmpty()
                ? states.values().stream()
                        .map(InstanceQuestion.State::asOf)
                        .min(Instant::compareTo)
                        .orElse(null)
                : null;
        return new InstancesView(
                router.everyPartition().size(),
                asOf,
                instances,
                answers.unanswered(),
                new TreeMap<>(unread.of(router.everyPartition())));
    }

    private InstanceView view(Instance instance, Assignment.Seat seat, Map<Integer, InstanceQuestion.State> states) {
        List<ActiveView> active = seat.active().stream()
                .sorted()
                .map(partition -> active(partition, states.get(partition)))
                .toList();
        return new InstanceView(
                instance.toString(),
                instance.equals(assignments.self()),
                active,
                new java.util.TreeSet<>(seat.standby()));
    }

    private static ActiveView active(int partition, InstanceQuestion.@Nullable State state) {
        if (state == null) {
            return new ActiveView(partition, null, null, null);
        }
        return new ActiveView(partition, state.asOf(), state.behind(), state.standby() ? true : null);
    }
}
