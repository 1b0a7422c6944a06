/** The running segment-service beside a bare topology: what an event, a timer, a sweep and a large state cost. */
@NullMarked
package dev.millrace.benchmarks.segment;

import org.jspecify.annotations.NullMarked;
