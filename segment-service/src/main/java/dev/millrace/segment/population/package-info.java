/** Figures of the whole base: counted in each partition by mergeable sketches, and what rules learn from them. Pure. */
@NullMarked
package dev.millrace.segment.population;

import org.jspecify.annotations.NullMarked;
