/** How other services are called: signatures, pauses, when to leave a target alone, which addresses may be called. Pure. */
@NullMarked
package dev.millrace.trigger.webhook;

import org.jspecify.annotations.NullMarked;
