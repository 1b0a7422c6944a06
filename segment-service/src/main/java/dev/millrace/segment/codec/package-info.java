/** How a customer is written into the state store: compact, versioned bytes. Pure. */
@NullMarked
package dev.millrace.segment.codec;

import org.jspecify.annotations.NullMarked;
