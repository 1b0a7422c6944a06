/** The document in which a shop says its policies. Pure. */
@NullMarked
package dev.millrace.trigger.policy.settings;

import org.jspecify.annotations.NullMarked;
