package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Effect;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the customers of a task and moves them on to rules that have changed, a slice at a time. Only whom a change
 * moves is written; where the walk is stands in the store, so that a restart goes on there. It waits until everything that
 * was stored before the newest change has been taken into account: no timer fires early for its sake.
 */
final class Sweeper {

    /** So that the walk gets on even where a slice has no time at all. */
    static final int LEAST = 16;

    private final PartitionTask task;
    private final RuleBook book;
    private final KeyValueStore<String, byte[]> customersById;
    private final CustomerStore customers;
    private final Announcer announcer;
    private final String topic;
    private final Pace pace;
    private final int least;
    private final Counter visited;
    private final Counter moved;

    Sweeper(
            ProcessorContext<byte[], byte[]> context,
            PartitionTask task,
            RuleBook book,
            Topics topics,
            Pace pace,
            int least) {
        this.task = task;
        this.book = book;
        this.customersById = context.getStateStore(Stores.CUSTOMERS);
        this.customers = new CustomerStore(context, task);
        this.announcer = new Announcer(context, topics);
        this.topic = topics.segmentDefinitions().name();
        this.pace = pace;
        this.least = least;
        String partition = Integer.toString(task.partition());
        this.visited = Metrics.counter("millrace_sweep_customers_visited", "partition", partition);
        this.moved = Metrics.counter("millrace_sweep_customers_moved", "partition", partition);
    }

    void slice() {
        RuleHistory rules = task.ruleHistory();
        Instant settled = task.clock().settled();
        if (rules.sweep().isComplete() || settled.isBefore(rules.current().since())) {
            return;
        }
        try (Pace.Slice slice = pace.begin()) {
            walk(rules, settled, slice);
        }
        task.customers(customersById.approximateNumEntries());
    }

    private void walk(RuleHistory rules, Instant settled, Pace.Slice slice) {
        Sweep sweep = rules.sweep();
        String last = null;
        long count = 0;
        boolean isRound;
        try (KeyValueIterator<String, byte[]> rest =
                customersById.range(sweep.next().isEmpty() ? null : sweep.next(), null)) {
            while (rest.hasNext() && (count < least || slice.mayGoOn())) {
                KeyValue<String, byte[]> entry = rest.next();
                visit(entry, rules, settled);
                last = entry.key;
                count++;
            }
            isRound = !rest.hasNext();
        }
        visited.increment(count);
        book.swept(further(sweep, isRound ? null : last, count));
    }

    private static Sweep further(Sweep sweep, @Nullable String last, long count) {
        return last == null ? sweep.wentRound(count) : sweep.passed(last, count);
    }

    private void visit(KeyValue<String, byte[]> entry, RuleHistory rules, Instant settled) {
        CustomerId id = CustomerId.of(entry.key);
        Outcome outcome = decide(id, entry.value, rules, settled);
        if (outcome.due() != null) {
            customers.due().putBySweep(outcome.due(), id);
        }
        CustomerStore.Ready ready = outcome.ready();
        if (ready != null) {
            customers.put(ready);
            announcer.announce(ready.change().transitions(), settled.toEpochMilli());
            moved.increment();
        }
    }

    /**
     * What is to be done about a customer.
     *
     * @param due when they must be looked at, earlier than they would have been
     * @param ready to be stored, for they have moved
     */
    private record Outcome(@Nullable Instant due, CustomerStore.@Nullable Ready ready) {

        static final Outcome NONE = new Outcome(null, null);
    }

    /** A record that is written must know when each rule changes its mind; of those left as they are, only the changed rules are asked. */
    private static Effect effect(
            CustomerId id, Customer stored, Instant settled, RuleHistory rules, LogPosition position) {
        Effect effect = MembershipTracker.onDefinitions(id, stored, settled, rules, position);
        if (!(effect instanceof Effect.Moved)) {
            return effect;
        }
        Customer caughtUp = rules.caughtUp(id, stored);
        return caughtUp == stored ? effect : MembershipTracker.onDefinitions(id, caughtUp, settled, rules, position);
    }

    /** No effect if nothing can be decided: that must not stop the walk. */
    private Outcome decide(CustomerId id, byte[] record, RuleHistory rules, Instant settled) {
        LogPosition position =
                new LogPosition(topic, task.partition(), rules.current().number(), settled);
        try {
            Effect effect = effect(id, CustomerCodec.decode(record), settled, rules, position);
            if (effect instanceof Effect.Moved it) {
                return new Outcome(null, customers.ready(id, it.change()));
            }
            return effect instanceof Effect.Sooner sooner ? new Outcome(sooner.due(), null) : Outcome.NONE;
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            Metrics.counter("millrace_customers_undecidable").increment();
            return Outcome.NONE;
        }
    }
}
