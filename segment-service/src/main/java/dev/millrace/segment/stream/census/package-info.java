/** Counts the whole base in each partition, and makes figures of what all of them counted. */
@NullMarked
package dev.millrace.segment.stream.census;

import org.jspecify.annotations.NullMarked;
