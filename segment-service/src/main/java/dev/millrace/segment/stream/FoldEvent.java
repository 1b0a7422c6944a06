package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.identity.Claiming;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.MembershipTracker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Folds an event into its customer, and announces what that changed and who the customer is besides. */
final class FoldEvent {

    private final ProcessorContext<byte[], byte[]> context;
    private final PartitionTask task;
    private final CustomerStore customers;
    private final Timelines timelines;
    private final Announcer announcer;
    private final Sender sender;

    FoldEvent(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.context = context;
        this.task = task;
        this.customers = new CustomerStore(context, task);
        this.timelines = new Timelines(context);
        this.announcer = new Announcer(context, topics);
        this.sender = new Sender(context, topics);
    }

    void fold(Arrival arrival) {
        Instant logTime = arrival.position().time();
        Customer known = touched(arrival.customer(), customers.get(arrival.customer()), logTime);
        Claiming claiming = Claiming.of(arrival.customer(), known.links(), arrival.event());
        decide(arrival, known.withLinks(claiming.links())).ifPresent(change -> {
            customers.put(arrival.customer(), change);
            remember(arrival, logTime);
            announcer.announce(change.transitions(), logTime.toEpochMilli());
            claiming.news().forEach(move -> sender.move(move, logTime));
        });
    }

    private static Customer touched(CustomerId id, Customer customer, Instant logTime) {
        return id.kind() == CustomerId.Kind.ANON ? customer.touchedAt(logTime) : customer;
    }

    private void remember(Arrival arrival, Instant logTime) {
        CustomerEvent event = arrival.event();
        Instant at = event.at().isBefore(logTime) ? event.at() : logTime;
        timelines.put(arrival.customer(), timelines.get(arrival.customer()).plus(event, at));
    }

    /** An event that no decision can be made of must not stop the events behind it. */
    private Optional<Change> decide(Arrival arrival, Customer customer) {
        try {
            Change change = MembershipTracker.onEvent(
                    arrival.customer(), customer, arrival.event(), task.ruleHistory(), arrival.position());
            customers.requireStorable(change);
            return Optional.of(change);
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            byte[] key = arrival.customer().value().getBytes(StandardCharsets.UTF_8);
            DeadLetters.put(
                    context,
                    new Record<>(key, arrival.bytes(), arrival.position().time().toEpochMilli()),
                    context.recordMetadata().orElseThrow(),
                    "no decision can be made of it: " + undecidable);
            return Optional.empty();
        }
    }
}
