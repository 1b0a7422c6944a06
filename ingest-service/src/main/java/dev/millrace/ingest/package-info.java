/** Configuration and wiring of the service that takes events over HTTP and stores them in Kafka. */
@NullMarked
package dev.millrace.ingest;

import org.jspecify.annotations.NullMarked;
