/** How many members each segment had. */
@NullMarked
package dev.millrace.segment.stream.counts;

import org.jspecify.annotations.NullMarked;
