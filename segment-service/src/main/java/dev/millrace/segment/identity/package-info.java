/** Who is who: how ids that turn out to name one customer become one, over partitions that only see their own. Pure. */
@NullMarked
package dev.millrace.segment.identity;

import org.jspecify.annotations.NullMarked;
