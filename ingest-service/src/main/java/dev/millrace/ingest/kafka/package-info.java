/** The log that events are stored in before anybody is told so. */
@NullMarked
package dev.millrace.ingest.kafka;

import org.jspecify.annotations.NullMarked;
