package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Watch;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The customers of a task with what must change together with them: the due index, the members of
 * segments and the sample. */
final class CustomerStore {

    /** What events may fill of the record that a broker takes, far below it. */
    private static final int MAX_BYTES = 900_000;

    private final KeyValueStore<String, byte[]> customers;
    private final MemberIndex members;
    private final Sample sample;
    private final DueIndex due;
    private final PartitionTask task;

    CustomerStore(ProcessorContext<?, ?> context, PartitionTask task) {
        this.customers = context.getStateStore(Stores.CUSTOMERS);
        this.members = new MemberIndex(context);
        this.sample = new Sample(context);
        this.due = new DueIndex(context.getStateStore(Stores.DUE), task);
        this.task = task;
    }

    DueIndex due() {
        return due;
    }

    Customer get(CustomerId id) {
        Customer known = find(id);
        return known == null ? Customer.NEW : known;
    }

    @Nullable
    Customer find(CustomerId id) {
        byte[] bytes = customers.get(id.value());
        return bytes == null ? null : read(id, bytes);
    }

    /** A customer as they are by the rules that they count as judged by. */
    Customer read(CustomerId id, byte[] bytes) {
        return task.ruleHistory().caughtUp(id, CustomerCodec.decode(bytes));
    }

    /** Takes a customer out, who has left all segments by the change. */
    void delete(CustomerId id, Change change) {
        change.transitions().forEach(members::apply);
        sample.remove(id);
        Instant armed = change.customer().watch().armed();
        if (armed.isBefore(Verdict.NEVER)) {
            due.delete(armed, id);
        }
        customers.delete(id.value());
    }

    /** A change as it is about to be stored. */
    record Ready(CustomerId id, Change change, Customer armed, byte[] bytes) {}

    /**
     * The change with all that can go wrong behind it but the disk.
     *
     * @throws IllegalArgumentException if the record would be too large for the log
     */
    Ready ready(CustomerId id, Change change) {
        Ready ready = encoded(id, change);
        if (ready.bytes().length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the customer would take " + ready.bytes().length + " bytes, and " + MAX_BYTES + " fit");
        }
        return ready;
    }

    private Ready encoded(CustomerId id, Change change) {
        Customer armed = armed(change.customer());
        return new Ready(id, change, armed, CustomerCodec.encode(armed));
    }

    /** The customer as stored, under the next instant at which there is something to do. */
    Customer put(Ready ready) {
        CustomerId id = ready.id();
        ready.change().transitions().forEach(members::apply);
        sample.add(id);
        rearm(
                id,
                ready.change().customer().watch().armed(),
                ready.armed().watch().armed());
        customers.put(id.value(), ready.bytes());
        return ready.armed();
    }

    /** Whatever the size: what time or another id changes is little, and can't be put aside like an event. */
    Customer put(CustomerId id, Change change) {
        return put(encoded(id, change));
    }

    Customer put(CustomerId id, Customer customer) {
        return put(id, new Change(customer, List.of()));
    }

    /** Puts a customer back under a later instant, whatever is due; an event brings the timer forward again. */
    void postpone(CustomerId id, Customer customer, Instant until) {
        due.put(until, id);
        customers.put(
                id.value(),
                CustomerCodec.encode(customer.withWatch(customer.watch().armedAt(until))));
    }

    /** When the customer changes by itself, an event that waits goes on, or they are forgotten. */
    private Instant nextLook(Customer customer) {
        Instant change = customer.watch().wakes();
        Instant forgotten = forgottenAt(customer);
        return forgotten.isBefore(change) ? forgotten : change;
    }

    /** When nothing will have happened to an anonymous customer for too long; {@link Verdict#NEVER} for others. */
    Instant forgottenAt(Customer customer) {
        Instant touched = customer.touched();
        return touched == null ? Verdict.NEVER : touched.plus(task.retention().anonymous());
    }

    /** Only an earlier change moves the entry: a later one finds it too early and puts it back then. */
    private Customer armed(Customer customer) {
        Instant next = nextLook(customer);
        Watch watch = customer.watch();
        return next.isBefore(watch.armed()) ? customer.withWatch(watch.armedAt(next)) : customer;
    }

    private void rearm(CustomerId id, Instant before, Instant next) {
        if (before.equals(next)) {
            return;
        }
        if (before.isBefore(Verdict.NEVER)) {
            due.delete(before, id);
        }
        due.put(next, id);
    }
}
