package dev.millrace.benchmarks.rules;

import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Part;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
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

/**
 * A customer becomes bytes and a customer again: as at most events, where the parts that nobody asks for are passed on as they
 * are stored, and with every part read and written anew.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BytesCost {

    private static final int SEGMENTS = 100;

    @Param({"typical"})
    public String kind = "typical";

    private Customer customer = Customer.NEW;
    private byte[] bytes = {};

    @Setup
    public void prepare() {
        RuleHistory rules = RuleHistory.of(RuleSet.of(SegmentMix.of(SEGMENTS)));
        customer = kind.equals("busy") ? BusyCustomer.judgedBy(rules) : TypicalCustomer.judgedBy(rules);
        bytes = CustomerCodec.encode(customer);
        customer = CustomerCodec.decode(bytes);
    }

    static int size(String kind) {
        BytesCost cost = new BytesCost();
        cost.kind = kind;
        cost.prepare();
        return cost.bytes.length;
    }

    @Benchmark
    public byte[] encode() {
        return CustomerCodec.encode(customer);
    }

    @Benchmark
    public Customer decode() {
        return CustomerCodec.decode(bytes);
    }

    @Benchmark
    public byte[] readAndWriteAll() {
        Customer read = CustomerCodec.decode(bytes);
        CustomerState state = read.state();
        CustomerState anew = new CustomerState(
                state.userId(),
                state.firstSeen(),
                state.lastSeen(),
                state.confirmed(),
                Part.of(state.traits()),
                Part.of(state.consents()),
                Part.of(state.tags()),
                state.events(),
                Part.of(state.orders()),
                Part.of(state.cart()),
                Part.of(state.accumulators()),
                Part.of(state.slices()),
                state.detailsLost());
        return CustomerCodec.encode(new Customer(anew, read.watch()).withSeen(read.seen()));
    }

    @Benchmark
    public byte[] copyNumbers() {
        return BareWork.copyNumbers(bytes);
    }
}
