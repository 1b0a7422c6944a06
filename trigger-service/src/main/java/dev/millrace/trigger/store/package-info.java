/** PostgreSQL: what is kept, and the few statements that carry the guarantees. */
@NullMarked
package dev.millrace.trigger.store;

import org.jspecify.annotations.NullMarked;
