/** Over which relay a mail goes. Pure. */
@NullMarked
package dev.millrace.mailer.relay;

import org.jspecify.annotations.NullMarked;
