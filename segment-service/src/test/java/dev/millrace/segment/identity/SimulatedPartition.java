package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition in memory: its stores, its two logs, and what it has told the world. */
final class SimulatedPartition implements Partition {

    final Map<CustomerId, Customer> customers = new TreeMap<>();
    final Map<CustomerId, Redirect> redirects = new TreeMap<>();
    final Map<CustomerId, Instant> erased = new TreeMap<>();
    final Map<CustomerId, CustomerLink> links = new TreeMap<>();
    final Map<CustomerId, CustomerErased> erasures = new TreeMap<>();
    final Map<CustomerId, Set<String>> memberships = new TreeMap<>();
    final Deque<Simulation.Stored> events = new ArrayDeque<>();
    final Deque<Simulation.Sent> moves = new ArrayDeque<>();
    final Deque<Move> outbox = new ArrayDeque<>();
    long dropped;

    private final Set<String> seen = new HashSet<>();
    private final IdentityProtocol protocol = new IdentityProtocol(this);
    private final RuleHistory rules;
    private LogPosition position = new LogPosition("none", 0, 0, Instant.EPOCH);

    SimulatedPartition(RuleHistory rules) {
        this.rules = rules;
    }

    void arrive(CustomerEvent event, LogPosition stored) {
        if (seen.add(event.customer() + " " + event.id())) {
            take(event.customer(), event, List.of(), stored);
        }
    }

    void follow(Move move, LogPosition at) {
        position = at;
        if (move instanceof Move.EventForwarded forwarded) {
            Move.Origin origin = forwarded.origin();
            LogPosition stored =
                    new LogPosition(origin.topic(), origin.partition(), origin.offset(), origin.storedAt());
            take(forwarded.customer(), event(forwarded), forwarded.path(), stored);
        } else if (move instanceof Move.LinkRequested request) {
            protocol.on(request, at.time());
        } else if (move instanceof Move.StateMoved moved) {
            protocol.on(moved, at.time());
        } else if (move instanceof Move.Repointed repointed) {
            protocol.on(repointed);
        } else if (move instanceof Move.LinkEnded ended) {
            protocol.on(ended);
        } else if (move instanceof Move.EraseRequested request) {
            protocol.on(request, at.time());
        }
    }

    private static CustomerEvent event(Move.EventForwarded forwarded) {
        CustomerId id = forwarded.customer();
        var event = java.util.Objects.requireNonNull(forwarded.event());
        return new CustomerEvent.AtShop(id.kind() == CustomerId.Kind.USER ? event.withUserId(id.name()) : event);
    }

    private void take(CustomerId id, CustomerEvent event, List<CustomerId> path, LogPosition stored) {
        position = stored;
        Route route = protocol.route(id, event.at(), path, stored.time());
        if (route instanceof Route.Onward onward) {
            send(new Move.EventForwarded(
                    onward.customer(),
                    onward.path(),
                    new Move.Origin(stored.topic(), stored.partition(), stored.offset(), stored.time()),
                    ((CustomerEvent.AtShop) event).event(),
                    null));
        } else if (route instanceof Route.Here) {
            Customer customer = customers.getOrDefault(id, Customer.NEW);
            Claiming claiming = Claiming.of(id, customer.links(), event);
            put(id, MembershipTracker.onEvent(id, customer.withLinks(claiming.links()), event, rules, stored));
            claiming.news().forEach(this::send);
        }
    }

    private void put(CustomerId id, Change change) {
        change.transitions().forEach(this::tell);
        customers.put(id, change.customer());
    }

    private void tell(SegmentTransition transition) {
        Set<String> held = memberships.computeIfAbsent(transition.customer(), unheard -> new HashSet<>());
        boolean changed =
                transition.kind() == Kind.ENTERED ? held.add(transition.segment()) : held.remove(transition.segment());
        if (!changed) {
            throw new AssertionError("told twice: " + transition);
        }
    }

    @Override
    public @Nullable Redirect redirect(CustomerId id) {
        return redirects.get(id);
    }

    @Override
    public void lead(CustomerId id, Redirect redirect) {
        redirects.put(id, redirect);
        links.put(id, new CustomerLink(id, redirect.target(), redirect.claim().at()));
    }

    @Override
    public void renew(CustomerId id, Redirect redirect) {
        redirects.put(id, redirect);
    }

    @Override
    public void endRedirect(CustomerId id) {
        redirects.remove(id);
        links.remove(id);
    }

    @Override
    public boolean mayBeForgotten(Instant happened) {
        return true;
    }

    @Override
    public @Nullable Instant erasedUpTo(CustomerId id) {
        return erased.get(id);
    }

    @Override
    public void markErased(CustomerId id, Instant upTo) {
        erased.put(id, upTo);
        erasures.put(id, new CustomerErased(id, upTo));
    }

    @Override
    public @Nullable Customer customer(CustomerId id) {
        return customers.get(id);
    }

    @Override
    public @Nullable Belongings takeOut(CustomerId id) {
        Customer customer = customers.get(id);
        if (customer == null) {
            return null;
        }
        leave(id, customer, Cause.MERGE);
        return new Belongings(customer, Timeline.EMPTY, 0);
    }

    @Override
    public void erase(CustomerId id, Instant upTo) {
        leave(id, customers.get(id), Cause.ERASURE);
    }

    private void leave(CustomerId id, Customer customer, Cause cause) {
        Change change = MembershipTracker.onLeaving(id, customer, position.time(), cause, rules, position);
        change.transitions().forEach(this::tell);
        customers.remove(id);
    }

    @Override
    public void merge(CustomerId id, Belongings moved, Links claimed) {
        Customer customer = customers.getOrDefault(id, Customer.NEW).withLinks(claimed);
        put(
                id,
                MembershipTracker.onMerge(
                        id, customer, moved.customer(), moved.timeline(), Instant.EPOCH, rules, position));
    }

    @Override
    public void claims(CustomerId id, Links claimed) {
        customers.put(id, customers.get(id).withLinks(claimed));
    }

    @Override
    public void send(Move move) {
        outbox.add(move);
    }

    @Override
    public void dropped() {
        dropped++;
    }

    /** How many of each kind of event all customers count together, by name. */
    static Map<String, Long> counted(Iterable<Customer> customers) {
        Map<String, Long> counted = new HashMap<>();
        customers.forEach(customer ->
                customer.state().events().forEach((name, tally) -> counted.merge(name, tally.count(), Long::sum)));
        return counted;
    }
}
