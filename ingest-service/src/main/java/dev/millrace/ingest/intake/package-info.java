/** What becomes of a request, from its bytes to its answer; knows of HTTP only the meaning of its status codes. */
@NullMarked
package dev.millrace.ingest.intake;

import org.jspecify.annotations.NullMarked;
