/** What one event costs the rules, from its fold to the transition it doesn't cause. */
@NullMarked
package dev.millrace.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
