/** Who may tell what became of mails over HTTP: the signatures of providers. */
@NullMarked
package dev.millrace.mailer.webhook;

import org.jspecify.annotations.NullMarked;
