/** The tracking API on the wire: routes, bodies, origins. Runs on event loops and never blocks one. */
@NullMarked
package dev.millrace.ingest.http;

import org.jspecify.annotations.NullMarked;
