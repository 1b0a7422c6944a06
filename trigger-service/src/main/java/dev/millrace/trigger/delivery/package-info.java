/** Calls other services over HTTP: from the table of calls to their answers. */
@NullMarked
package dev.millrace.trigger.delivery;

import org.jspecify.annotations.NullMarked;
