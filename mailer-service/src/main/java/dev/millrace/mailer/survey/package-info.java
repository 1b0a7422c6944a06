/** Questions to readers, whose answers become traits. Pure. */
@NullMarked
package dev.millrace.mailer.survey;

import org.jspecify.annotations.NullMarked;
