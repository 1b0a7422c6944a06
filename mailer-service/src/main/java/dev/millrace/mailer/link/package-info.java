/** Signed links: tokens that name a message, never an address. Pure. */
@NullMarked
package dev.millrace.mailer.link;

import org.jspecify.annotations.NullMarked;
