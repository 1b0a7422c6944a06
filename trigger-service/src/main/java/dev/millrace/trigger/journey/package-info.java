/** The way of one customer through one campaign: states, and how each moves. Pure. */
@NullMarked
package dev.millrace.trigger.journey;

import org.jspecify.annotations.NullMarked;
