/** What benchmarks of running services share: processes, waiting, and telling those who wait. */
@NullMarked
package dev.millrace.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
