/** What comes out the same whenever it is computed from the same parts. Pure. */
@NullMarked
package dev.millrace.trigger.digest;

import org.jspecify.annotations.NullMarked;
