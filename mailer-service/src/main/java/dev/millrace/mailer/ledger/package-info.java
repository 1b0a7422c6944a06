/** The life of a message as states and legal moves. Pure: no input, no output, time is an argument. */
@NullMarked
package dev.millrace.mailer.ledger;

import org.jspecify.annotations.NullMarked;
