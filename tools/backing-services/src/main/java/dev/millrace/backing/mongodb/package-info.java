/** A server of the MongoDB protocol in this process. */
@NullMarked
package dev.millrace.backing.mongodb;

import org.jspecify.annotations.NullMarked;
