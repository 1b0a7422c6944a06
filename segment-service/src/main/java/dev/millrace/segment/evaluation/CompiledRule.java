package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.rule.Expression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An expression, ready to be asked of customers. */
public final class CompiledRule {

    private final Condition condition;
    private final Reads reads;
    private final boolean changesWithTime;
    private final boolean asksOthers;
    private final List<AccumulatorSpec> specs;
    private final Explanation explanation;

    private CompiledRule(
            Condition condition,
            Reads reads,
            boolean changesWithTime,
            boolean asksOthers,
            List<AccumulatorSpec> specs,
            Explanation explanation) {
        this.condition = condition;
        this.reads = reads;
        this.changesWithTime = changesWithTime;
        this.asksOthers = asksOthers;
        this.specs = List.copyOf(specs);
        this.explanation = explanation;
    }

    /**
     * @param others the rules that {@code in("…")} may ask, by segment
     * @param available what is kept already, for an expression that can't have more kept; null if all it asks will be
     */
    static CompiledRule of(
            Expression expression,
            Function<String, Optional<CompiledRule>> others,
            @Nullable AccumulatorPlan available) {
        Compilation compilation = new Compilation(others, Kept.asking(available));
        Condition condition = new ConditionCompiler(compilation).compile(expression);
        Compilation shown = new Compilation(others, Kept.explaining(available));
        return new CompiledRule(
                condition,
                compilation.reads,
                compilation.doesChangeWithTime(),
                compilation.doesAskOthers(),
                compilation.specs(),
                Explanation.of(expression, shown));
    }

    Condition condition() {
        return condition;
    }

    Reads reads() {
        return reads;
    }

    /** Whether it may change its mind though nothing happens. */
    boolean changesWithTime() {
        return changesWithTime;
    }

    boolean asksOthers() {
        return asksOthers;
    }

    /** What must be kept of a customer for it. */
    List<AccumulatorSpec> specs() {
        return specs;
    }

    public Verdict evaluate(CustomerState state, ShopFacts facts, Instant now) {
        return Verdict.of(condition.answer(new Subject(state, facts), now.toEpochMilli()));
    }

    Answer answer(Subject subject, long at) {
        return condition.answer(subject, at);
    }

    /** Each leaf as text with its value: enough to see why the rule holds or not. */
    public List<Because> because(CustomerState state, ShopFacts facts, Instant now) {
        return explanation.of(new Subject(state, facts), now.toEpochMilli());
    }
}
