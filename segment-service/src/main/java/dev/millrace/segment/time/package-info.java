/** Time as the log tells it: when a timer of a partition may fire. Pure. */
@NullMarked
package dev.millrace.segment.time;

import org.jspecify.annotations.NullMarked;
