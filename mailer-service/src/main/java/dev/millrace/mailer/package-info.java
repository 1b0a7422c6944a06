/** Mail out of message requests: wiring and configuration. */
@NullMarked
package dev.millrace.mailer;

import org.jspecify.annotations.NullMarked;
