/** Handing messages over to the mail server: lanes, workers, connections. */
@NullMarked
package dev.millrace.mailer.smtp;

import org.jspecify.annotations.NullMarked;
