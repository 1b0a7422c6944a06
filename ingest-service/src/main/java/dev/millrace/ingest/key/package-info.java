/** Write keys: who may send. */
@NullMarked
package dev.millrace.ingest.key;

import org.jspecify.annotations.NullMarked;
