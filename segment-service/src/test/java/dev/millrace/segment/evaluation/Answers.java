package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the oracle says at an instant: several truths where all hangs on how the last digit of a division is rounded. */
interface Answers {

    Set<Truth> at(Instant now);

    /**
     * @param segments the rules that it may name
     */
    static Answers of(Expression rule, List<CustomerEvent> history, Map<String, Expression> segments, SmallShop shop) {
        boolean divides = Trees.divides(rule) || segments.values().stream().anyMatch(Trees::divides);
        List<Oracle> oracles = (divides ? Rounding.ALL : List.of(Rounding.NEAREST))
                .stream()
                        .map(rounding -> new Oracle(history, segments, shop, rounding))
                        .toList();
        return now -> oracles.stream().map(oracle -> oracle.truth(rule, now)).collect(Collectors.toUnmodifiableSet());
    }
}
