package dev.millrace.quickstart.history;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes orders of rows. Where each row has a total, each row is an order, also when two rows are alike to the byte. Else
 * rows are lines, and those with the same order id make one order, wherever in the file they stand: such orders are given
 * out at the end. A row that can't be used is skipped with a reason.
 */
final class OrderAssembler implements Assembler {

    private static final Pattern WHOLE_AS_DECIMAL = Pattern.compile("(\\d+)\\.0+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{0,10})?");

    private final HistoryFile file;
    private final HistoryFormat format;
    private final Output output;
    private boolean rowsAreOrders;
    private final Map<String, PastOrder> open = new LinkedHashMap<>();

    OrderAssembler(HistoryFile file, HistoryFormat format, Output output) {
        this.file = file;
        this.format = format;
        this.output = output;
        this.rowsAreOrders = format.columns().containsKey(Column.TOTAL);
    }

    @Override
    public void row(Row row) throws IOException, InterruptedException {
        if (!row.has(Column.CUSTOMER) && !row.has(Column.EMAIL)) {
            output.skip(row, "bought as a guest, without a customer id or an address");
            return;
        }
        Optional<Instant> at = RowTime.parse(row.get(Column.AT), format.zone());
        if (at.isEmpty()) {
            output.skip(row, "the time can't be read, expected a date like 2026-03-01 or 20260301, or date and time");
            return;
        }
        rowsAreOrders = rowsAreOrders || row.has(Column.TOTAL);
        if (rowsAreOrders) {
            wholeOrder(row, at.get());
        } else {
            line(row, at.get());
        }
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        for (PastOrder order : open.values()) {
            output.item(order);
        }
        open.clear();
    }

    private void wholeOrder(Row row, Instant at) throws IOException, InterruptedException {
        @Nullable BigDecimal total = decimal(row.get(Column.TOTAL));
        if (total == null) {
            output.skip(row, "the total can't be read, expected a decimal like 59.80");
            return;
        }
        PastOrder order = order(row, row.has(Column.ORDER) ? row.get(Column.ORDER) : file.orderIdOf(row.number()), at);
        order.total(total);
        @Nullable BigDecimal quantity = decimal(row.get(Column.QUANTITY));
        if (quantity != null || row.has(Column.PRODUCT)) {
            order.add(line(row, quantity == null ? BigDecimal.ONE : quantity));
        }
        output.item(order);
    }

    private void line(Row row, Instant at) throws IOException {
        @Nullable BigDecimal price = decimal(row.get(Column.PRICE));
        @Nullable BigDecimal quantity = row.has(Column.QUANTITY) ? decimal(row.get(Column.QUANTITY)) : BigDecimal.ONE;
        if (price == null || quantity == null) {
            output.skip(row, "the price or the quantity can't be read, expected decimals like 59.80");
            return;
        }
        if (!row.has(Column.ORDER)) {
            output.skip(row, "without an order id");
            return;
        }
        String id = row.get(Column.ORDER);
        open.computeIfAbsent(buyer(row).key() + '\n' + id, key -> order(row, id, at))
                .add(line(row, quantity));
    }

    private PastOrder order(Row row, String id, Instant at) {
        @Nullable String prefix = format.refundPrefix();
        boolean cameBack = prefix != null && id.startsWith(prefix);
        return new PastOrder(row.number(), file.idOf(row.number()), buyer(row), id, at, format.currency(), cameBack);
    }

    private static PastOrder.Line line(Row row, BigDecimal quantity) {
        return new PastOrder.Line(
                row.cells().get(Column.PRODUCT),
                row.cells().get(Column.NAME),
                quantity,
                decimal(row.get(Column.PRICE)));
    }

    private PastOrder.Buyer buyer(Row row) {
        return new PastOrder.Buyer(
                row.has(Column.CUSTOMER) ? userId(row.get(Column.CUSTOMER), format) : null,
                row.cells().get(Column.EMAIL));
    }

    /** Spreadsheets write the number 17850 as 17850.0. */
    static String userId(String customer, HistoryFormat format) {
        return format.customerPrefix() + WHOLE_AS_DECIMAL.matcher(customer).replaceFirst("$1");
    }

    static @Nullable BigDecimal decimal(String text) {
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
