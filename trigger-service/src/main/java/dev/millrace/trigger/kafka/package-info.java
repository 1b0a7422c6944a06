/** Kafka: transitions in, message commands and dead letters out. */
@NullMarked
package dev.millrace.trigger.kafka;

import org.jspecify.annotations.NullMarked;
