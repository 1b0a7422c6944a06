package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who is who, said by somebody who sees all events at once: no partitions, no messages, no order in which things arrive.
 *
 * <p>An id is claimed by the customers of the events that name it beside. Ids that claim each other are one. An id is
 * undisputed if all who claim it are undisputed and end at the same place.
 */
final class Oracle {

    /** That an event of {@code by} named an id beside. */
    record Said(CustomerId by, Instant at, boolean byServer) {}

    private final List<ShopEvent> events;
    private final Map<CustomerId, Set<Said>> claims = new TreeMap<>();
    private final Set<CustomerId> ids = new TreeSet<>();

    Oracle(List<ShopEvent> events) {
        this.events = events;
        for (ShopEvent event : events) {
            boolean byServer = event.trust() != ShopEvent.Trust.BROWSER;
            ids.addAll(People.idsOf(event));
            for (CustomerId other : event.alsoKnownAs()) {
                if (byServer || other.kind() != CustomerId.Kind.USER) {
                    claims.computeIfAbsent(other, unclaimed -> new HashSet<>())
                            .add(new Said(event.customer(), event.timestamp(), byServer));
                }
            }
        }
    }

    Set<CustomerId> ids() {
        return ids;
    }

    Set<Said> claims(CustomerId id) {
        return claims.getOrDefault(id, Set.of());
    }

    /** All ids that an id leads to, whoever wins. */
    private Set<CustomerId> above(CustomerId id) {
        Set<CustomerId> above = new TreeSet<>();
        collectAbove(id, above);
        return above;
    }

    private void collectAbove(CustomerId id, Set<CustomerId> above) {
        for (Said said : claims(id)) {
            if (above.add(said.by())) {
                collectAbove(said.by(), above);
            }
        }
    }

    /** The ids at one end: one that nobody claims, or several that claim each other and that nobody else claims. */
    private Optional<Set<CustomerId>> end(CustomerId id) {
        Set<CustomerId> above = above(id);
        above.add(id);
        Set<Set<CustomerId>> ends = above.stream()
                .filter(end ->
                        above(end).stream().allMatch(higher -> above(higher).contains(end)))
                .map(end -> {
                    Set<CustomerId> circle = new TreeSet<>(above(end));
                    circle.add(end);
                    return circle;
                })
                .collect(Collectors.toSet());
        return ends.size() == 1 ? Optional.of(ends.iterator().next()) : Optional.empty();
    }

    boolean isUndisputed(CustomerId id) {
        Set<CustomerId> above = above(id);
        Optional<Set<CustomerId>> end = end(id);
        return end.isPresent()
                && above.stream().allMatch(higher -> end(higher).equals(end))
                // a circle with a way out is left by whoever is first
                && above.stream()
                        .allMatch(higher ->
                                end.get().contains(higher) || !above(higher).contains(higher))
                && (end.get().contains(id) || !above.contains(id));
    }

    /** Whether all that was ever known of an id went one way: what was somebody else's before, nobody may know in time. */
    boolean hasOneWayUp(CustomerId id) {
        Set<CustomerId> by = claims(id).stream().map(Said::by).collect(Collectors.toSet());
        return by.isEmpty()
                || by.size() == 1
                        && !above(id).contains(id)
                        && hasOneWayUp(by.iterator().next());
    }

    /** All who are one customer with an id, if neither they nor any id they claim is disputed. */
    Optional<Set<CustomerId>> person(CustomerId id) {
        if (!isUndisputed(id)) {
            return Optional.empty();
        }
        Optional<Set<CustomerId>> end = end(id);
        Set<CustomerId> person = ids.stream()
                .filter(other -> isUndisputed(other) && end(other).equals(end))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isClosed = ids.stream()
                .filter(other -> claims(other).stream().anyMatch(said -> person.contains(said.by())))
                .allMatch(person::contains);
        return isClosed ? Optional.of(person) : Optional.empty();
    }

    /** What is known of a customer if all events of these ids have always been theirs. */
    CustomerState state(Set<CustomerId> person, AccumulatorPlan plan) {
        CustomerState state = CustomerState.EMPTY;
        List<ShopEvent> theirs = events.stream()
                .filter(event -> person.contains(event.customer()))
                .sorted(Comparator.comparing(ShopEvent::timestamp).thenComparing(ShopEvent::id))
                .toList();
        for (ShopEvent event : theirs) {
            state = Fold.apply(state, event, event.timestamp(), plan);
        }
        return state;
    }

    /** By whom an id may be held in the end: who had the best claim. */
    Set<CustomerId> owners(CustomerId id) {
        Set<Said> all = claims(id);
        boolean isBrowsers = id.kind() == CustomerId.Kind.ANON;
        Set<Said> valid =
                all.stream().filter(said -> isBrowsers || said.byServer()).collect(Collectors.toSet());
        if (valid.isEmpty()) {
            return all.stream().map(Said::by).collect(Collectors.toSet());
        }
        Instant newest =
                valid.stream().map(Said::at).max(Comparator.naturalOrder()).orElseThrow();
        return valid.stream()
                .filter(said -> said.at().equals(newest))
                .map(Said::by)
                .collect(Collectors.toSet());
    }
}
