/** Brings a shop's past, as a table in a file, to ingest-service. */
@NullMarked
package dev.millrace.quickstart.history;

import org.jspecify.annotations.NullMarked;
