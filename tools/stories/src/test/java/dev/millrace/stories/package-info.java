/** Stories of one customer, from the events of the shop to the messages of the ready-made campaigns. */
@NullMarked
package dev.millrace.stories;

import org.jspecify.annotations.NullMarked;
