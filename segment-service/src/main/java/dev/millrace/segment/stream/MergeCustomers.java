package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.identity.Belongings;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Makes what was known under another id part of a customer. */
final class MergeCustomers {

    private final PartitionTask task;
    private final CustomerStore customers;
    private final Timelines timelines;
    private final Announcer announcer;

    MergeCustomers(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.timelines = new Timelines(context);
        this.announcer = new Announcer(context, topics);
    }

    /** Whether it would decide what only time may decide, as an event of the other's newest instant would. */
    boolean mustWait(Customer customer, Belongings moved) {
        Instant seen = moved.customer().state().lastSeen();
        return seen != null
                && seen.isAfter(task.clock().passed())
                && customer.watch().mustWait(seen);
    }

    /**
     * The customer as stored.
     *
     * @param position of the record that brought it
     */
    Customer merge(CustomerId id, Customer known, Belongings moved, LogPosition position) {
        Customer customer = known.withSeen(known.seen().and(moved.customer().seen()));
        Timeline past = timelines.get(id, known.recent()).merge(moved.timeline());
        CustomerStore.Ready ready;
        try {
            Change change = MembershipTracker.onMerge(
                    id,
                    customer,
                    moved.customer(),
                    moved.timeline(),
                    task.clock().settled(),
                    task.ruleHistory(),
                    position);
            ready = customers.ready(id, change.withRecent(Timelines.recent(past)));
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            throw new Undecidable(undecidable);
        }
        Customer stored = customers.put(ready);
        timelines.replace(id, past);
        announcer.announce(ready.change().transitions(), position.time().toEpochMilli());
        return stored;
    }
}
