/** Segments as hashed lists for ad platforms: who is on one, and under which hashes. Pure. */
@NullMarked
package dev.millrace.trigger.audience;

import org.jspecify.annotations.NullMarked;
