/** An SMTP server that keeps what it receives, and shows it on a page and as JSON. */
@NullMarked
package dev.millrace.backing.inbox;

import org.jspecify.annotations.NullMarked;
