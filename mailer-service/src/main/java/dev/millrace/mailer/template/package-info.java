/** Templates: MJML compiled and Liquid checked when saved, rendered per message. Pure. */
@NullMarked
package dev.millrace.mailer.template;

import org.jspecify.annotations.NullMarked;
