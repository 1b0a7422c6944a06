/** A shop's feed of its products, row by row. Pure. */
@NullMarked
package dev.millrace.ingest.catalog;

import org.jspecify.annotations.NullMarked;
