/** What people said about being written to, and which of it a law takes as permission. Pure. */
@NullMarked
package dev.millrace.trigger.policy.consent;

import org.jspecify.annotations.NullMarked;
