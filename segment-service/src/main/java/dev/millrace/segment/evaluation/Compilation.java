package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes to light while one expression is compiled: what it reads, what must be kept for it, whether time alone can
 * change it.
 */
final class Compilation {

    final Reads reads = new Reads();
    private final List<AccumulatorSpec> specs = new ArrayList<>();
    private final Function<String, Optional<CompiledRule>> others;
    private final Kept kept;
    private boolean changesWithTime;
    private boolean asksOthers;
    private @Nullable Dimension dimension;

    /**
     * @param others the rules that {@code in("…")} may ask, by segment
     */
    Compilation(Function<String, Optional<CompiledRule>> others, Kept kept) {
        this.others = others;
        this.kept = kept;
    }

    /** Inside {@code some product (…)}; null outside. */
    @Nullable
    Dimension dimension() {
        return dimension;
    }

    /** Whether the values of the dimension are kept apart. */
    boolean enter(Dimension entered) {
        dimension = entered;
        reads.dimensions.add(entered);
        return kept.dimension().test(entered);
    }

    void leave() {
        dimension = null;
    }

    void changesWithTime() {
        changesWithTime = true;
    }

    /** What {@link #doesChangeWithTime} says, and then no more. */
    boolean takeChangesWithTime() {
        boolean taken = changesWithTime;
        changesWithTime = false;
        return taken;
    }

    boolean doesChangeWithTime() {
        return changesWithTime;
    }

    /** Whether it stands by itself, or asks other rules. */
    boolean doesAskOthers() {
        return asksOthers;
    }

    boolean keeps(AccumulatorSpec spec) {
        specs.add(spec);
        return kept.accumulator().test(spec);
    }

    List<AccumulatorSpec> specs() {
        return specs;
    }

    Optional<CompiledRule> other(String segment) {
        asksOthers = true;
        Optional<CompiledRule> other = others.apply(segment);
        other.ifPresent(rule -> {
            reads.addAll(rule.reads());
            changesWithTime |= rule.changesWithTime();
        });
        return other;
    }
}
