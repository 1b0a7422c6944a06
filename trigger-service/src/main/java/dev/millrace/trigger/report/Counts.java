package dev.millrace.trigger.report;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures by name. */
final class Counts {

    private static final int DECIMALS = 2;

    private final Map<String, BigDecimal> values = new HashMap<>();

    static Counts of(List<Row> rows) {
        Counts counts = new Counts();
        rows.forEach(row -> counts.values.merge(row.figure(), row.value(), BigDecimal::add));
        return counts;
    }

    long of(String figure) {
        return values.getOrDefault(figure, BigDecimal.ZERO).longValue();
    }

    double number(String figure) {
        return values.getOrDefault(figure, BigDecimal.ZERO).doubleValue();
    }

    /** With as many decimals as an amount is shown with, unless it has more. */
    BigDecimal amount(String figure) {
        BigDecimal value = values.getOrDefault(figure, BigDecimal.ZERO).stripTrailingZeros();
        return value.scale() < DECIMALS ? value.setScale(DECIMALS) : value;
    }

    /** Those whose name begins so, by what follows. */
    Map<String, Long> after(String prefix) {
        Map<String, Long> found = new TreeMap<>();
        values.forEach((figure, value) -> {
            if (figure.startsWith(prefix) && value.signum() != 0) {
                found.put(figure.substring(prefix.length()), value.longValue());
            }
        });
        return Collections.unmodifiableMap(found);
    }
}
