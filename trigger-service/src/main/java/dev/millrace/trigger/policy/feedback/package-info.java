/** What comes back to the policies: statements of consent, and what became of messages. Pure. */
@NullMarked
package dev.millrace.trigger.policy.feedback;

import org.jspecify.annotations.NullMarked;
