package dev.millrace.segment.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which instance works on which partitions, and which ones keep copies, as the group last agreed. The agreement may be older
 * than the truth: an instance that was killed stands in it until its session ends.
 */
public record Assignment(Map<Instance, Seat> seats) {

    /** The partitions of one instance. */
    public record Seat(Set<Integer> active, Set<Integer> standby) {

        public Seat {
            active = Set.copyOf(active);
            standby = Set.copyOf(standby);
        }
    }

    public Assignment {
        seats = new TreeMap<>(seats);
    }

    public Optional<Instance> owner(int partition) {
        return seats.entrySet().stream()
                .filter(entry -> entry.getValue().active().contains(partition))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Those that work on any. */
    List<Instance> owners() {
        return seats.entrySet().stream()
                .filter(entry -> !entry.getValue().active().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<Instance> standbys(int partition) {
        return seats.entrySet().stream()
                .filter(entry -> entry.getValue().standby().contains(partition))
                .map(Map.Entry::getKey)
                .toList();
    }

    Seat seat(Instance instance) {
        return seats.getOrDefault(instance, new Seat(Set.of(), Set.of()));
    }

    static Collection<Integer> sorted(Collection<Integer> partitions) {
        return partitions.stream().sorted().collect(Collectors.toList());
    }
}
