/** Campaign documents: reading, checking, and what a campaign says. Pure. */
@NullMarked
package dev.millrace.trigger.campaign;

import org.jspecify.annotations.NullMarked;
