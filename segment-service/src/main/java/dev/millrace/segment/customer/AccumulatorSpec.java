package dev.millrace.segment.customer;

import org.jspecify.annotations.Nullable;

/**
 * What is to be kept of a customer's events for the rules' sake.
 *
 * @param selection what is selected, in words: the same for all rules that ask the same
 * @param key names the accumulator in the customer's state: a fingerprint of the selection
 * @param event in snake case
 * @param limit how many of the newest entries are kept
 * @param windowMillis how old an entry can get and still matter; {@link Long#MAX_VALUE} for ever
 * @param dimension kept once for each product, category or brand; null once for the customer
 * @param netTotal whether its values are the totals of orders, less refunds
 */
public record AccumulatorSpec(
        String selection,
        int key,
        String event,
        Form form,
        int limit,
        long windowMillis,
        @Nullable Dimension dimension,
        EventSelector selector,
        boolean netTotal) {

    /** Kept at most of anything with entries that are not orders. */
    public static final int MAX_ENTRIES = 1_000;

    /** The forms of {@link Accumulator}. */
    public enum Form {
        TALLY,
        INSTANTS,
        TOTALS,
        ENDS,
        LAST_SEEN,
        ROWS
    }

    /** Whether its entries are orders, which can be corrected afterwards. */
    boolean ofOrders() {
        return event.equals(OrderLedger.ORDER_COMPLETED);
    }

    /** What serves both. */
    public AccumulatorSpec widened(AccumulatorSpec other) {
        return new AccumulatorSpec(
                selection,
                key,
                event,
                form,
                Math.max(limit, other.limit),
                Math.max(windowMillis, other.windowMillis),
                dimension,
                selector,
                netTotal);
    }

    /** Whether what is kept for this one also answers the other. */
    public boolean covers(AccumulatorSpec other) {
        return selection.equals(other.selection) && limit >= other.limit && windowMillis >= other.windowMillis;
    }
}
