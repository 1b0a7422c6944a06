/** What came of a campaign: what is counted, what brought about a goal, and how sure one can be. Pure. */
@NullMarked
package dev.millrace.trigger.report;

import org.jspecify.annotations.NullMarked;
