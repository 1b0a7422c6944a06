/** Starts backing services as child processes and watches over them; needs nothing but the JDK. */
@NullMarked
package dev.millrace.backing;

import org.jspecify.annotations.NullMarked;
