package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.Topics;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Forgets whom nobody has heard of for long. Nobody is looked for: each stands in the due index under the instant at which
 * they might be forgotten, and goes back there if they were heard of since.
 */
final class Forgetting {

    private final PartitionTask task;
    private final CustomerStore customers;
    private final Timelines timelines;
    private final Redirects redirects;
    private final Announcer announcer;
    private final Sender sender;

    Forgetting(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.timelines = new Timelines(context);
        this.redirects = new Redirects(context, task);
        this.announcer = new Announcer(context, topics);
        this.sender = new Sender(context, topics);
    }

    /** Forgets a customer who was looked at, if it is time. */
    void customer(CustomerId id, Instant passed, LogPosition position) {
        Customer customer = customers.get(id);
        Instant at = customers.forgottenAt(customer);
        if (at.isAfter(passed)) {
            return;
        }
        Change change = MembershipTracker.onLeaving(id, customer, at, Cause.ERASURE, task.ruleHistory(), position);
        customers.delete(id, change);
        timelines.delete(id);
        announcer.announce(change.transitions(), position.time().toEpochMilli());
        Metrics.counter("millrace_customers_forgotten").increment();
    }

    /** Forgets where an id leads, if it is time; the id has no customer. */
    void redirect(CustomerId id, Instant passed, LogPosition position) {
        if (redirects.isForgotten(id, passed)) {
            sender.link(id, null, position.time());
            Metrics.counter("millrace_redirects_forgotten").increment();
        }
    }
}
