package dev.millrace.quickstart.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a column of a history file can mean. */
public enum Column {
    /** Who bought; rows without are guests. */
    CUSTOMER,
    /** When. */
    AT,
    /** The order's id. Rows with the same id are lines of one order, unless each row has a total. */
    ORDER,
    /** What the whole order cost; then every row is an order. */
    TOTAL,
    /** A line's product id. */
    PRODUCT,
    /** A line's product name. */
    NAME,
    /** How many of it; negative when they came back. */
    QUANTITY,
    /** What one of it cost. */
    PRICE;

    static Column named(String name) {
        return Arrays.stream(values())
                .filter(column -> column.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a column can't mean \"" + name + "\", expected one of "
                        + Arrays.stream(values()).map(Column::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
