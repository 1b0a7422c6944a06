package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.identity.Belongings;
import dev.millrace.segment.identity.Partition;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * A task's stores and outputs as the identity protocol sees them. What it tells stands in the transaction of the record at
 * hand, together with what it changes.
 */
final class StreamPartition implements Partition {

    private final PartitionTask task;
    private final CustomerStore customers;
    private final Timelines timelines;
    private final Redirects redirects;
    private final Erasures erasures;
    private final Announcer announcer;
    private final Sender sender;
    private final Parking parking;
    private final MergeCustomers merging;
    private LogPosition position = new LogPosition("none", -1, -1, Instant.EPOCH);

    StreamPartition(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.timelines = new Timelines(context);
        this.redirects = new Redirects(context, task);
        this.erasures = new Erasures(context, task);
        this.announcer = new Announcer(context, topics);
        this.sender = new Sender(context, topics);
        this.parking = new Parking(context);
        this.merging = new MergeCustomers(context, task, topics);
        erasures.open();
    }

    /** The record at hand: what follows is done because of it. */
    StreamPartition at(LogPosition hand) {
        position = hand;
        return this;
    }

    @Override
    public @Nullable Redirect redirect(CustomerId id) {
        return redirects.get(id);
    }

    @Override
    public void lead(CustomerId id, Redirect redirect) {
        redirects.begin(id, redirect);
        Map<String, Instant> waited = new LinkedHashMap<>();
        parking.takeAll(
                id,
                waiting -> {
                    waited.put(waiting.event().seenAs(), waiting.position().time());
                    send(RouteEvent.forwarded(redirect.target(), List.of(id), waiting));
                },
                moved -> send(Belongings.pack(redirect.target(), id, redirect.claim(), moved)));
        redirects.sawBefore(id, waited);
        sender.link(id, new CustomerLink(id, redirect.target(), redirect.claim().at()), position.time());
    }

    @Override
    public void renew(CustomerId id, Redirect redirect) {
        redirects.put(id, redirect);
    }

    @Override
    public void endRedirect(CustomerId id) {
        redirects.delete(id);
        sender.link(id, null, position.time());
    }

    @Override
    public boolean mayBeForgotten(Instant happened) {
        return erasures.mayConcern(happened);
    }

    @Override
    public @Nullable Instant erasedUpTo(CustomerId id) {
        return erasures.get(id);
    }

    @Override
    public void markErased(CustomerId id, Instant upTo) {
        erasures.put(id, upTo);
        sender.erased(new CustomerErased(id, upTo), position.time());
    }

    @Override
    public @Nullable Customer customer(CustomerId id) {
        return customers.find(id);
    }

    @Override
    public @Nullable Belongings takeOut(CustomerId id) {
        Customer customer = customers.find(id);
        if (customer == null) {
            return null;
        }
        Belongings belongings = new Belongings(
                customer.withWatch(customer.watch().armedAt(Verdict.NEVER).parkedFrom(Verdict.NEVER))
                        .withRecent(RecentEvents.EMPTY),
                timelines.get(id, customer.recent()),
                task.rules().fingerprint());
        leave(id, customer, Cause.MERGE);
        redirects.sawBefore(id, customer.seen());
        return belongings;
    }

    /** Whether an event that comes in for an id which leads elsewhere came in for it before. */
    boolean isRepeated(Arrival arrival) {
        return redirects.sawBefore(arrival.customer(), arrival.event().seenAs(), position.time());
    }

    @Override
    public void erase(CustomerId id, Instant upTo) {
        Customer customer = customers.find(id);
        if (customer != null) {
            leave(id, customer, Cause.ERASURE);
            parking.takeAll(id, waiting -> dropOrKeep(id, waiting, upTo), moved -> dropped());
        }
    }

    /** What happened afterwards comes in once more, for somebody new. */
    private void dropOrKeep(CustomerId id, Arrival waiting, Instant upTo) {
        if (waiting.event().at().isAfter(upTo)) {
            send(RouteEvent.forwarded(id, List.of(id), waiting));
        } else {
            dropped();
        }
    }

    private void leave(CustomerId id, Customer customer, Cause cause) {
        Change change =
                MembershipTracker.onLeaving(id, customer, task.clock().settled(), cause, task.ruleHistory(), position);
        customers.delete(id, change);
        timelines.delete(id);
        announcer.announce(change.transitions(), position.time().toEpochMilli());
    }

    @Override
    public void merge(CustomerId id, Belongings moved, Links links) {
        Customer customer = customers.get(id).withLinks(links);
        if (merging.mustWait(customer, moved)) {
            customers.put(id, parking.park(id, moved, position, customer));
        } else {
            merging.merge(id, customer, moved, position);
        }
    }

    @Override
    public void claims(CustomerId id, Links links) {
        customers.put(id, customers.get(id).withLinks(links));
    }

    @Override
    public void send(Move move) {
        sender.move(move, position.time());
    }

    @Override
    public void dropped() {
        Metrics.counter("millrace_events_forgotten").increment();
    }
}
