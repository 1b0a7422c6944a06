/** What became of a message, as the events other services read. Pure. */
@NullMarked
package dev.millrace.mailer.engagement;

import org.jspecify.annotations.NullMarked;
