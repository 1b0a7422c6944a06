/** What readers choose about being written to. Pure. */
@NullMarked
package dev.millrace.mailer.preference;

import org.jspecify.annotations.NullMarked;
