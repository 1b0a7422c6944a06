/** Whether a message may go out now, and why not. Pure. */
@NullMarked
package dev.millrace.trigger.policy;

import org.jspecify.annotations.NullMarked;
