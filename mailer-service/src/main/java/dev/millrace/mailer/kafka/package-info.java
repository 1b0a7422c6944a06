/** Message requests in, events and dead letters out. */
@NullMarked
package dev.millrace.mailer.kafka;

import org.jspecify.annotations.NullMarked;
