/** Mail that comes back: a listener, and what it understands. */
@NullMarked
package dev.millrace.mailer.returned;

import org.jspecify.annotations.NullMarked;
