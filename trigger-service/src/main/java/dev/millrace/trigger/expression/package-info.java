/** Expressions of campaigns: which parts segment-service is asked for, and which are tests of the journey itself. Pure. */
@NullMarked
package dev.millrace.trigger.expression;

import org.jspecify.annotations.NullMarked;
