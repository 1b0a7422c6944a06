/** A Kafka broker in this process, and a reader of what one stores. */
@NullMarked
package dev.millrace.backing.kafka;

import org.jspecify.annotations.NullMarked;
