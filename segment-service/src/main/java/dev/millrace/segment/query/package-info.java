/** Answers questions about the state of all partitions, wherever they lie: the own stores, another instance, a standby. */
@NullMarked
package dev.millrace.segment.query;

import org.jspecify.annotations.NullMarked;
