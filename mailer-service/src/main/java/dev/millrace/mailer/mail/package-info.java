/** A message as it goes out: headers, links, both bodies. Pure. */
@NullMarked
package dev.millrace.mailer.mail;

import org.jspecify.annotations.NullMarked;
