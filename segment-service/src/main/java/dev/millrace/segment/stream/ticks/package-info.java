/** Time as it is written into the log: the ticks, and what watches over them. */
@NullMarked
package dev.millrace.segment.stream.ticks;

import org.jspecify.annotations.NullMarked;
