/** Wiring of trigger-service: configuration, time, JSON. */
@NullMarked
package dev.millrace.trigger;

import org.jspecify.annotations.NullMarked;
