/** What shops tell by webhook, as the calls that they could have sent themselves. Pure. */
@NullMarked
package dev.millrace.ingest.webhook;

import org.jspecify.annotations.NullMarked;
