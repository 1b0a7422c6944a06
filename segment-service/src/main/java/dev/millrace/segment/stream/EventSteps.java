package dev.millrace.segment.stream;

import dev.millrace.contract.Topics;
import dev.millrace.segment.membership.Customer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The way of an event into its customer, step by step, wherever in the log it comes from. What time has decided comes first;
 * an event ahead of the clock that would decide a timer waits; any other is folded at once.
 */
final class EventSteps {

    private final RouteEvent route;
    private final CustomerStore customers;
    private final Parking parking;
    private final FoldEvent fold;
    private final Timers timers;
    private final Counter future = Metrics.counter("millrace_events_future");

    EventSteps(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.route = new RouteEvent(new StreamPartition(context, task, topics));
        this.customers = new CustomerStore(context, task);
        this.parking = new Parking(context);
        this.fold = new FoldEvent(context, task, topics);
        this.timers = new Timers(context, task, topics, parking, fold);
    }

    void take(Arrival arrival) {
        Customer known = customers.find(arrival.customer());
        if (!route.isHere(arrival, known != null)) {
            return;
        }
        if (arrival.isFromTheFuture()) {
            future.increment();
        }
        Customer customer = timers.catchUp(arrival.customer(), known == null ? Customer.NEW : known);
        if (customer.watch().mustWait(arrival.at())) {
            // or they might be forgotten before it goes on
            Customer touched = FoldEvent.touched(
                    arrival.customer(), customer, arrival.position().time());
            customers.put(arrival.customer(), parking.park(arrival, touched));
        } else {
            fold.fold(arrival, customer);
        }
    }

    Timers timers() {
        return timers;
    }
}
