package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the oracle says at an instant: several truths where all hangs on how the last digit of a division is rounded. */
interface Answers {

    MathContext NEAREST = MathContext.DECIMAL128;
    MathContext DOWN = new MathContext(NEAREST.getPrecision(), RoundingMode.FLOOR);
    MathContext UP = new MathContext(NEAREST.getPrecision(), RoundingMode.CEILING);

    Set<Truth> at(Instant now);

    /**
     * @param segments the rules that it may name
     */
    static Answers of(Expression rule, List<CustomerEvent> history, Map<String, Expression> segments, SmallShop shop) {
        boolean divides = Trees.divides(rule) || segments.values().stream().anyMatch(Trees::divides);
        List<Oracle> oracles = (divides ? Stream.of(NEAREST, DOWN, UP) : Stream.of(NEAREST))
                .map(rounding -> new Oracle(history, segments, shop, rounding))
                .toList();
        return now -> oracles.stream().map(oracle -> oracle.truth(rule, now)).collect(Collectors.toUnmodifiableSet());
    }
}
