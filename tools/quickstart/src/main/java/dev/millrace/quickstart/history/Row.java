package dev.millrace.quickstart.history;

import java.util.Map;

/**
 * One row.
 *
 * @param number counts the rows of data from 1
 * @param cells what it says, by meaning; an empty cell is absent
 */
record Row(long number, Map<Column, String> cells) {

    String get(Column column) {
        return cells.getOrDefault(column, "");
    }

    boolean has(Column column) {
        return cells.containsKey(column);
    }
}
