package dev.millrace.trigger.report;

import java.math.BigDecimal;

/**
 * Goals that are credited to messages: each to the one that touched the customer last.
 *
 * @param converted messages with at least one
 * @param revenue what they were worth, in the shop's currency
 * @param unpriced goals with an amount in a currency that has no rate, so that it is not in the revenue
 */
public record Results(long goals, long converted, BigDecimal revenue, long unpriced) {

    static Results of(Counts counts) {
        return new Results(
                counts.of(Figures.GOALS),
                counts.of(Figures.CONVERTED),
                counts.amount(Figures.REVENUE),
                counts.of(Figures.UNPRICED));
    }
}
