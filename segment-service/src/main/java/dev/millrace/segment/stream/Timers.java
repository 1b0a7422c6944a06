package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.Watch;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Brings one customer up to the clock of the partition: lets parked events go on and decides what fell due, in the order of
 * their instants. It is done before any event of the customer, too, so that what an event meets does not depend on how far
 * the due index has been worked off.
 */
final class Timers {

    /** One customer of whom no decision can be made must not stop the timers of the others. */
    private static final Duration POSTPONED = Duration.ofHours(1);

    /** What one event may take along must fit into a transaction, however much was parked in an outage. */
    static final int RELEASED_BY_AN_EVENT = 100;

    private final ProcessorContext<byte[], byte[]> context;
    private final PartitionTask task;
    private final CustomerStore customers;
    private final Parking parking;
    private final FoldEvent fold;
    private final MergeCustomers merging;
    private final Announcer announcer;
    private final Forgetting forgetting;
    private final TimerLateness lateness = new TimerLateness();

    Timers(
            ProcessorContext<byte[], byte[]> context,
            PartitionTask task,
            Topics topics,
            Parking parking,
            FoldEvent fold) {
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.parking = parking;
        this.fold = fold;
        this.merging = new MergeCustomers(context, task, topics);
        this.context = context;
        this.announcer = new Announcer(context, topics);
        this.forgetting = new Forgetting(context, task, topics);
    }

    /** The customer as an event finds them; where too much waits before it, some still does, and the event behind that. */
    Customer catchUp(CustomerId id, Customer customer) {
        AtomicInteger left = new AtomicInteger(RELEASED_BY_AN_EVENT);
        Customer released = release(id, customer, () -> left.decrementAndGet() > 0);
        if (!released.watch().parked().isAfter(passed())) {
            return released;
        }
        return decideDue(id, released).map(it -> announced(id, it)).orElse(released);
    }

    /** At most so many, earliest first, of those that are due. */
    List<DueIndex.Entry> due(int most) {
        return customers.due().dueBy(passed(), most);
    }

    /** Deals with an entry of the due index; when the time is up in between, the customer goes back into the index. */
    void fire(DueIndex.Entry entry, BooleanSupplier hasTime) {
        CustomerId id = entry.customer();
        customers.due().delete(entry.due(), id);
        Customer customer = customers.find(id);
        if (customer == null) {
            forgetting.redirect(id, passed(), task.clock().position());
        } else if (entry.isOf(customer)) {
            wake(id, entry.removedFrom(customer), hasTime);
        }
    }

    private void wake(CustomerId id, Customer customer, BooleanSupplier hasTime) {
        Customer released = release(id, customer, hasTime);
        if (!released.watch().parked().isAfter(passed())) {
            customers.put(id, released);
            return;
        }
        Optional<Change> change = decideDue(id, released);
        if (change.isPresent()) {
            announced(id, change.get());
        } else if (released.watch().due().isAfter(passed())) {
            customers.put(id, released);
        } else {
            customers.postpone(id, released, postponed(released.watch()));
        }
        if (released.touched() != null) {
            forgetting.customer(id, passed(), task.clock().position());
        }
    }

    /** What waits for its time does not wait for a decision, too. */
    private Instant postponed(Watch watch) {
        Instant later = passed().plus(POSTPONED);
        return watch.parked().isBefore(later) ? watch.parked() : later;
    }

    /** One event at least, so that it comes to an end also when there is never time. */
    private Customer release(CustomerId id, Customer customer, BooleanSupplier hasTime) {
        Customer now = customer;
        Bytes from = parking.start(id);
        if (!now.watch().parked().isAfter(passed())) {
            do {
                Parked first = parking.first(id, from);
                now = release(id, now, first);
                from = first.key();
            } while (!now.watch().parked().isAfter(passed()) && hasTime.getAsBoolean());
        }
        return now;
    }

    private Customer release(CustomerId id, Customer customer, Parked first) {
        Customer next = customer.withWatch(customer.watch().parkedFrom(first.next()));
        Arrival arrival = first.arrival();
        Parked.Moved moved = first.moved();
        if (moved != null) {
            parking.remove(first);
            return merged(id, next, moved);
        }
        if (arrival == null) {
            return next;
        }
        parking.remove(first);
        Customer folded = fold.fold(arrival, next);
        return folded == next ? customers.put(id, next) : folded;
    }

    private Customer merged(CustomerId id, Customer customer, Parked.Moved moved) {
        try {
            return merging.merge(id, customer, moved.belongings(), moved.position());
        } catch (Undecidable undecidable) {
            DeadLetters.put(context, id, moved, String.valueOf(undecidable.getMessage()));
            return customers.put(id, customer);
        }
    }

    /** Nothing if nothing fell due, or nothing can be decided. */
    private Optional<Change> decideDue(CustomerId id, Customer customer) {
        Watch watch = customer.watch();
        if (watch.due().isAfter(passed())) {
            return Optional.empty();
        }
        try {
            LogPosition tick = task.clock().position();
            Change change = MembershipTracker.onTime(id, customer, passed(), task.ruleHistory(), tick);
            lateness.record(Duration.between(watch.due(), task.clock().newest()));
            return Optional.of(change);
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            Metrics.counter("millrace_customers_undecidable").increment();
            return Optional.empty();
        }
    }

    private Customer announced(CustomerId id, Change change) {
        Customer stored = customers.put(id, change);
        announcer.announce(change.transitions(), task.clock().position().time().toEpochMilli());
        return stored;
    }

    private Instant passed() {
        return task.clock().passed();
    }
}
