/** The running trigger-service, beside plain JDBC that writes the same rows. */
@NullMarked
package dev.millrace.benchmarks.trigger;

import org.jspecify.annotations.NullMarked;
