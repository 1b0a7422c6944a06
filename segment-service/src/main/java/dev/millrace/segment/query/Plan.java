package dev.millrace.segment.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Who is asked for which partitions in one attempt: this process, and others.
 *
 * @param there by instance; none of them is this one
 */
record Plan(Set<Integer> here, Map<Instance, Set<Integer>> there) {

    /** Copies that are asked for one partition, one after the other. */
    static final int COPIES_TRIED = 2;

    /**
     * What is known beside the assignment.
     *
     * @param active whether this process works on a partition: newer than what the assignment says
     * @param readable the same, or has a copy that can be read
     * @param silent whether an instance did not answer lately
     */
    record Surroundings(Instance self, IntPredicate active, IntPredicate readable, Predicate<Instance> silent) {}

    /** Owners, but for those that were silent lately: of these, copies are asked first. */
    static Plan ofOwners(Set<Integer> partitions, Assignment assignment, Surroundings known) {
        Plan plan = new Plan(new TreeSet<>(), new TreeMap<>());
        for (int partition : partitions) {
            if (known.active().test(partition)) {
                plan.here().add(partition);
            } else {
                assignment
                        .owner(partition)
                        .filter(owner -> !owner.equals(known.self()))
                        .filter(owner -> !known.silent().test(owner))
                        .ifPresent(owner -> plan.add(owner, partition));
            }
        }
        return plan;
    }

    /** The copy of that rank of each partition: one here comes first, an owner that was silent last. */
    static Plan ofCopies(Set<Integer> partitions, Assignment assignment, Surroundings known, int rank) {
        Plan plan = new Plan(new TreeSet<>(), new TreeMap<>());
        for (int partition : partitions) {
            boolean readable = known.readable().test(partition);
            List<Instance> others = new ArrayList<>(assignment.standbys(partition));
            assignment.owner(partition).ifPresent(others::add);
            others.removeIf(instance -> instance.equals(known.self()));
            int place = readable ? rank - 1 : rank;
            if (place < 0) {
                plan.here().add(partition);
            } else if (place < others.size()) {
                plan.add(others.get(place), partition);
            }
        }
        return plan;
    }

    private void add(Instance instance, int partition) {
        there.computeIfAbsent(instance, it -> new TreeSet<>()).add(partition);
    }
}
