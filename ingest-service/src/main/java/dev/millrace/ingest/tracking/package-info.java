/** What a producer sent, made into events of the shop: pure, without HTTP, Kafka or a clock. */
@NullMarked
package dev.millrace.ingest.tracking;

import org.jspecify.annotations.NullMarked;
