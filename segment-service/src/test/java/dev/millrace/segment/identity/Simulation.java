package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.RuleHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several partitions with a log of events and a log of moves each, and all the disorder that Kafka allows: which partition
 * goes on, and with which of its logs, is left to chance, and so is the order in which what two of them send at the same time
 * is appended. A log is read up to the first record whose transaction is not complete.
 */
final class Simulation {

    private static final int MAX_STEPS = 200_000;

    /** An event as the log has it. */
    record Stored(ShopEvent event, LogPosition position) {}

    /** A record of the log of moves, and the partition in whose transaction it stands. */
    record Sent(Move move, int sender) {}

    final List<SimulatedPartition> partitions = new ArrayList<>();
    private final Random random;
    private long offset;

    Simulation(int count, RuleHistory rules, Random random) {
        for (int i = 0; i < count; i++) {
            partitions.add(new SimulatedPartition(rules));
        }
        this.random = random;
    }

    SimulatedPartition of(CustomerId id) {
        return partitions.get(Topics.partitionOf(id, partitions.size()));
    }

    /** Log time goes on with each record, and is past all that happened. */
    Instant now() {
        return Events.T0.plusSeconds(100_000 + offset);
    }

    void store(ShopEvent event) {
        of(event.customer()).events.add(new Stored(event, position("events")));
    }

    void ask(Move move) {
        of(move.customer()).moves.add(new Sent(move, -1));
    }

    private LogPosition position(String topic) {
        offset++;
        return new LogPosition(topic, 0, offset, now());
    }

    /** Lets chance do some steps; false if there is nothing left to do. */
    boolean step() {
        List<Runnable> possible = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            int number = i;
            SimulatedPartition partition = partitions.get(i);
            if (!partition.outbox.isEmpty()) {
                possible.add(() -> append(number));
                continue; // one transaction after the other
            }
            if (!partition.events.isEmpty()) {
                possible.add(() -> {
                    Stored next = partition.events.remove();
                    partition.arrive(new CustomerEvent.AtShop(next.event()), next.position());
                });
            }
            if (!partition.moves.isEmpty() && isCommitted(partition.moves.peek())) {
                possible.add(() -> partition.follow(partition.moves.remove().move(), position("moves")));
            }
        }
        if (possible.isEmpty()) {
            return false;
        }
        possible.get(random.nextInt(possible.size())).run();
        return true;
    }

    private void append(int sender) {
        Move move = partitions.get(sender).outbox.remove();
        of(move.customer()).moves.add(new Sent(move, sender));
    }

    private boolean isCommitted(Sent sent) {
        return sent.sender() < 0 || partitions.get(sent.sender()).outbox.isEmpty();
    }

    void run() {
        for (int i = 0; step(); i++) {
            if (i > MAX_STEPS) {
                throw new AssertionError("it does not come to rest: "
                        + partitions.stream()
                                .flatMap(partition -> partition.moves.stream())
                                .limit(20)
                                .toList());
            }
        }
    }

    Map<CustomerId, Customer> customers() {
        Map<CustomerId, Customer> all = new TreeMap<>();
        partitions.forEach(partition -> all.putAll(partition.customers));
        return all;
    }

    Map<CustomerId, Redirect> redirects() {
        Map<CustomerId, Redirect> all = new TreeMap<>();
        partitions.forEach(partition -> all.putAll(partition.redirects));
        return all;
    }

    Stream<SimulatedPartition> partitions() {
        return partitions.stream();
    }

    @Nullable
    Customer customer(CustomerId id) {
        return of(id).customers.get(id);
    }

    /** Where all redirects from an id end; null if they lead in a circle. */
    @Nullable
    CustomerId root(CustomerId id) {
        CustomerId at = id;
        for (int hops = 0; hops < 100; hops++) {
            Redirect redirect = of(at).redirects.get(at);
            if (redirect == null) {
                return at;
            }
            at = redirect.target();
        }
        return null;
    }
}
