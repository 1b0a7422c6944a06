/** What others tell of a mail after it was handed over, and how it reads in the words of providers. Pure. */
@NullMarked
package dev.millrace.mailer.report;

import org.jspecify.annotations.NullMarked;
