/** Processors and stores of the topology, and the readers and writers beside it. */
@NullMarked
package dev.millrace.segment.stream;

import org.jspecify.annotations.NullMarked;
