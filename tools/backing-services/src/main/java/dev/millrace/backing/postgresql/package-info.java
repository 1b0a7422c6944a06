/** A PostgreSQL server as native processes of this process. */
@NullMarked
package dev.millrace.backing.postgresql;

import org.jspecify.annotations.NullMarked;
