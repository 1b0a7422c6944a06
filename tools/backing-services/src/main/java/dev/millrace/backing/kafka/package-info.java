/** A Kafka broker in this process. */
@NullMarked
package dev.millrace.backing.kafka;

import org.jspecify.annotations.NullMarked;
