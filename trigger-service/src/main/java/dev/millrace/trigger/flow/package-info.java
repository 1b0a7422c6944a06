/** What happens in one transaction: a batch of transitions, or the decision on due sends. */
@NullMarked
package dev.millrace.trigger.flow;

import org.jspecify.annotations.NullMarked;
