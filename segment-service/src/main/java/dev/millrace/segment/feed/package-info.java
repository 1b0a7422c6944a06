/** Lets pages follow transitions as they are committed. */
@NullMarked
package dev.millrace.segment.feed;

import org.jspecify.annotations.NullMarked;
