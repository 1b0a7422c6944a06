package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.Rows;
import dev.millrace.segment.customer.Trait;
import java.math.BigDecimal;
import java.util.List;

/** Single events with their values, newest first: what a window looks at. */
interface Entries {

    int size();

    /** In milliseconds. */
    long at(int index);

    boolean counts(int index);

    /** Of an entry whose property is a number. */
    BigDecimal number(int index);

    Trait.Value value(int index);

    record OfInstants(long[] newestFirst) implements Entries {

        @Override
        public int size() {
            return newestFirst.length;
        }

        @Override
        public long at(int index) {
            return newestFirst[index];
        }

        @Override
        public boolean counts(int index) {
            return true;
        }

        @Override
        public BigDecimal number(int index) {
            return BigDecimal.ONE;
        }

        @Override
        public Trait.Value value(int index) {
            return Rows.PRESENT;
        }
    }

    /**
     * @param ofTotals whether the values are totals of orders: one that is unknown in the shop's currency is no number
     */
    record OfRows(List<Rows.Row> newestFirst, boolean ofTotals) implements Entries {

        @Override
        public int size() {
            return newestFirst.size();
        }

        @Override
        public long at(int index) {
            return newestFirst.get(index).at();
        }

        @Override
        public boolean counts(int index) {
            return !ofTotals || value(index) instanceof Trait.Value.Number;
        }

        @Override
        public BigDecimal number(int index) {
            return value(index) instanceof Trait.Value.Number number ? number.number() : BigDecimal.ZERO;
        }

        @Override
        public Trait.Value value(int index) {
            return newestFirst.get(index).value();
        }
    }

    /**
     * @param ofTotals whether the orders' totals are asked, and not only their instants
     */
    record OfOrders(OrderLedger ledger, boolean ofTotals) implements Entries {

        @Override
        public int size() {
            return ledger.newest().size();
        }

        @Override
        public long at(int index) {
            return ledger.newest().get(index).at().toEpochMilli();
        }

        @Override
        public boolean counts(int index) {
            OrderLedger.Order order = ledger.newest().get(index);
            return order.isLive() && (!ofTotals || order.net() != null);
        }

        @Override
        public BigDecimal number(int index) {
            BigDecimal net = ledger.newest().get(index).net();
            return net == null ? BigDecimal.ZERO : net;
        }

        @Override
        public Trait.Value value(int index) {
            return new Trait.Value.Number(number(index));
        }
    }
}
