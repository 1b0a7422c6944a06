/** The command {@code ./millrace bench}: what Millrace costs on the machine at hand. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
