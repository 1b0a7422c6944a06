/** Wiring: the topology, its configuration, and the edges it is given. */
@NullMarked
package dev.millrace.segment;

import org.jspecify.annotations.NullMarked;
