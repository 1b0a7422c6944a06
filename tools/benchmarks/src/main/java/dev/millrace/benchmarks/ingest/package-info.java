/** The running ingest-service beside a bare handler on the same producer. */
@NullMarked
package dev.millrace.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
