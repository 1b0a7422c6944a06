/** Laws about mail as data with their sources, and where a customer is. Pure. */
@NullMarked
package dev.millrace.trigger.policy.law;

import org.jspecify.annotations.NullMarked;
