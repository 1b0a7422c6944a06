package dev.millrace.benchmarks.rules;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.RuleHistory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** All rules are asked, as after a change of definitions; and a rule is read from its text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleCost {

    @Param({"10"})
    public int segments;

    private RuleSet rules = RuleSet.EMPTY;
    private Customer customer = Customer.NEW;
    private List<SegmentDefinition> definitions = List.of();
    private int next;

    @Setup
    public void prepare() {
        definitions = SegmentMix.of(segments);
        rules = RuleSet.of(definitions);
        customer = BusyCustomer.judgedBy(RuleHistory.of(rules));
    }

    @Benchmark
    public void evaluateAll(Blackhole verdicts) {
        RuleSet.Questions questions = rules.ask(customer.state(), ShopFacts.UNKNOWN, BusyCustomer.NOW, Verdict.NEVER);
        for (int place : rules.all()) {
            verdicts.consume(questions.holds(place));
        }
        verdicts.consume(questions.nextChange());
    }

    @Benchmark
    public RuleSet parseAndCompile() {
        next = next + 1 < definitions.size() ? next + 1 : 0;
        return RuleSet.of(List.of(definitions.get(next)));
    }
}
