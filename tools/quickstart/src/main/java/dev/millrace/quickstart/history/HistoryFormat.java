package dev.millrace.quickstart.history;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a history file is to be read.
 *
 * @param jsonLines whether each line is a JSON object, whatever the file is called
 * @param kind what its rows tell of
 * @param columns meaning to a column's name in the header, or its number from 1; a column that is not named here is found by
 *     its usual headings
 * @param separator between two cells; null for any blanks
 * @param header whether the first row names the columns
 * @param zone of times without one
 * @param customerPrefix put before the file's customer id to make the user id
 * @param currency of all amounts, null when not known
 * @param refundPrefix with which the ids of orders begin that came back; null where ids don't tell
 */
public record HistoryFormat(
        boolean jsonLines,
        RowKind kind,
        Map<Column, String> columns,
        @Nullable Character separator,
        boolean header,
        ZoneId zone,
        String customerPrefix,
        @Nullable String currency,
        @Nullable String refundPrefix) {

    public HistoryFormat {
        columns = Map.copyOf(columns);
    }

    /** A format by its name: {@code csv}, {@code jsonl}, {@code cdnow} or {@code online-retail}. */
    public static HistoryFormat named(String name) {
        return switch (name) {
            case "csv", "jsonl" ->
                new HistoryFormat(
                        name.equals("jsonl"), RowKind.ORDERS, Map.of(), ',', true, ZoneOffset.UTC, "", null, null);
            case "cdnow" -> cdnow();
            case "online-retail" -> onlineRetail();
            default ->
                throw new IllegalStateException(
                        "the format \"" + name + "\" is not known, expected csv, jsonl, cdnow or online-retail");
        };
    }

    /** The CDNOW sample: customer, number in the sample, date, number of CDs, dollars; one purchase in each row. */
    private static HistoryFormat cdnow() {
        Map<Column, String> columns =
                Map.of(Column.CUSTOMER, "1", Column.AT, "3", Column.QUANTITY, "4", Column.TOTAL, "5");
        return new HistoryFormat(false, RowKind.ORDERS, columns, null, false, ZoneOffset.UTC, "cdnow-", "USD", null);
    }

    /** The Online Retail data of UCI: a row is a line of an invoice. */
    private static HistoryFormat onlineRetail() {
        Map<Column, String> columns = Map.of(
                Column.CUSTOMER, "CustomerID",
                Column.AT, "InvoiceDate",
                Column.ORDER, "InvoiceNo",
                Column.PRODUCT, "StockCode",
                Column.NAME, "Description",
                Column.QUANTITY, "Quantity",
                Column.PRICE, "UnitPrice");
        return new HistoryFormat(
                false, RowKind.ORDERS, columns, ',', true, ZoneId.of("Europe/London"), "retail-", "GBP", "C");
    }

    /** The same with other columns; {@code customer=id,at=date,...}. What is not named stays. */
    public HistoryFormat withColumns(String mapping) {
        Map<Column, String> changed = new EnumMap<>(Column.class);
        changed.putAll(columns);
        for (String pair : mapping.split(",", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2 || parts[1].isBlank()) {
                throw new IllegalStateException(
                        "\"" + pair + "\" maps no column, expected MEANING=COLUMN like customer=CustomerID");
            }
            changed.put(Column.named(parts[0].strip()), parts[1].strip());
        }
        return new HistoryFormat(
                jsonLines, kind, changed, separator, header, zone, customerPrefix, currency, refundPrefix);
    }

    public HistoryFormat withSeparator(@Nullable Character other) {
        return new HistoryFormat(jsonLines, kind, columns, other, header, zone, customerPrefix, currency, refundPrefix);
    }

    public HistoryFormat withoutHeader() {
        return new HistoryFormat(
                jsonLines, kind, columns, separator, false, zone, customerPrefix, currency, refundPrefix);
    }

    public HistoryFormat inZone(ZoneId other) {
        return new HistoryFormat(
                jsonLines, kind, columns, separator, header, other, customerPrefix, currency, refundPrefix);
    }

    public HistoryFormat withCustomerPrefix(String other) {
        return new HistoryFormat(jsonLines, kind, columns, separator, header, zone, other, currency, refundPrefix);
    }

    public HistoryFormat inCurrency(String other) {
        return new HistoryFormat(
                jsonLines, kind, columns, separator, header, zone, customerPrefix, other, refundPrefix);
    }

    /** The same of rows that tell of something else. */
    public HistoryFormat of(RowKind other) {
        return new HistoryFormat(
                jsonLines, other, columns, separator, header, zone, customerPrefix, currency, refundPrefix);
    }

    /** Returns this, or says which columns are missing, where no heading can tell. */
    HistoryFormat checked() {
        columns.keySet().forEach(column -> {
            if (!kind.has(column)) {
                throw new IllegalStateException(kind.label() + " have no column for " + column.label());
            }
        });
        if (!header) {
            kind.check(columns.keySet());
        }
        return this;
    }
}
