/** Which segments a customer is in, when that changes, and why. Pure. */
@NullMarked
package dev.millrace.segment.membership;

import org.jspecify.annotations.NullMarked;
