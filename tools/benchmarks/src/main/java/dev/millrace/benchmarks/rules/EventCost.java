package dev.millrace.benchmarks.rules;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event is folded and the rules it touches are judged: always into the same customer, events of several kinds in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventCost {

    @Param({"10"})
    public int segments;

    @Param({"3"})
    public int touched;

    private RuleHistory rules = RuleHistory.EMPTY;
    private Customer customer = Customer.NEW;
    private LogPosition position = BusyCustomer.position(BusyCustomer.NOW);
    private CustomerEvent[] events = {};
    private int next;

    @Setup
    public void prepare() {
        rules = RuleHistory.of(RuleSet.of(SegmentMix.of(segments)));
        customer = BusyCustomer.judgedBy(rules);
        events = TypicalEvents.touching(touched).toArray(CustomerEvent[]::new);
        position = BusyCustomer.position(events[0].at());
    }

    @Benchmark
    public Change judge() {
        next = next + 1 < events.length ? next + 1 : 0;
        return MembershipTracker.onEvent(TypicalEvents.ANNA, customer, events[next], rules, position);
    }
}
