/** The command line {@code ./millrace}. */
@NullMarked
package dev.millrace.quickstart;

import org.jspecify.annotations.NullMarked;
