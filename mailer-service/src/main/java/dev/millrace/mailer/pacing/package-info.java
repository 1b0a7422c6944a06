/** How fast marketing mail goes out, and when it stops. Pure. */
@NullMarked
package dev.millrace.mailer.pacing;

import org.jspecify.annotations.NullMarked;
