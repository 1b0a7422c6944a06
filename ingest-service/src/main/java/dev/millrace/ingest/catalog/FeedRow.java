package dev.millrace.ingest.catalog;

import dev.millrace.contract.CatalogProduct;

/** What became of one row of a feed. */
public sealed interface FeedRow {

    record Product(CatalogProduct product) implements FeedRow {}

    /** The shop no longer has it. */
    record Removed(String id) implements FeedRow {}

    /**
     * Not taken.
     *
     * @param index which row, from 0
     * @param line of the body, from 1
     * @param reason what was found and what was expected
     */
    record Refused(int index, long line, String reason) implements FeedRow {}
}
