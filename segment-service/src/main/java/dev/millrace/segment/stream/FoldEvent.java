package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.RecentCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.identity.Claiming;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Folds an event into its customer, and announces what that changed and who the customer is besides. */
final class FoldEvent {

    private final ProcessorContext<byte[], byte[]> context;
    private final PartitionTask task;
    private final CustomerStore customers;
    private final Timelines timelines;
    private final LearntNames names;
    private final Announcer announcer;
    private final Sender sender;
    private final Counter repeated = Metrics.counter("millrace_events_repeated");
    private final Counter late = Metrics.counter("millrace_events_late");

    FoldEvent(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.context = context;
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.timelines = new Timelines(context);
        this.names = new LearntNames(context, task);
        this.announcer = new Announcer(context, topics);
        this.sender = new Sender(context, topics);
    }

    /**
     * What becomes of an event.
     *
     * @param past the event as it is remembered
     * @param recent the newest events with this one, before they become an entry of the timeline
     */
    private record Decided(CustomerStore.Ready ready, PastEvent past, RecentEvents recent) {}

    /** The customer afterwards; as before if no decision can be made of the event. */
    Customer fold(Arrival arrival, Customer customer) {
        Instant logTime = arrival.position().time();
        String event = arrival.event().seenAs();
        if (customer.seen().contains(event, logTime)) {
            repeated.increment();
            return customer;
        }
        Customer known = touched(arrival.customer(), customer, logTime);
        Claiming claiming = Claiming.of(arrival.customer(), known.links(), arrival.event());
        Customer seen = known.withLinks(claiming.links()).withSeen(known.seen().with(event, logTime));
        Optional<Decided> decided = decide(arrival, seen);
        if (decided.isEmpty()) {
            return customer;
        }
        Change change = decided.get().ready().change();
        if (isLate(arrival, customer)) {
            late.increment();
        }
        Customer stored = customers.put(decided.get().ready());
        timelines.put(arrival.customer(), decided.get().recent());
        task.missingRates().folded(decided.get().past().facts().conversion());
        names.learn(arrival.event(), logTime);
        announcer.announce(change.transitions(), logTime.toEpochMilli());
        claiming.news().forEach(move -> sender.move(move, logTime));
        return stored;
    }

    private static boolean isLate(Arrival arrival, Customer customer) {
        return customer.watch().version() > 0
                && !arrival.event().historical()
                && arrival.at().isBefore(customer.watch().evaluatedAt());
    }

    static Customer touched(CustomerId id, Customer customer, Instant logTime) {
        return id.kind() == CustomerId.Kind.ANON ? customer.touchedAt(logTime) : customer;
    }

    /** An event that no decision can be made of must not stop the events behind it. */
    private Optional<Decided> decide(Arrival arrival, Customer customer) {
        try {
            PastEvent past =
                    PastEvent.of(arrival.event(), arrival.at(), task.facts().rates());
            Change change = MembershipTracker.onEvent(
                    arrival.customer(), customer, arrival.event(), task.ruleHistory(), arrival.position());
            boolean isRemembered =
                    change.customer().state().eventCount() > customer.state().eventCount();
            RecentEvents recent =
                    isRemembered ? RecentCodec.add(customer.recent(), past, Instant.EPOCH) : customer.recent();
            return Optional.of(
                    new Decided(customers.ready(arrival.customer(), change.withRecent(recent.rest())), past, recent));
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            DeadLetters.put(context, arrival, "no decision can be made of it: " + undecidable);
            return Optional.empty();
        }
    }
}
