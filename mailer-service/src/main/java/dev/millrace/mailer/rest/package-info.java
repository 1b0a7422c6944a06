/** The admin API and the public pages that links in mails lead to. */
@NullMarked
package dev.millrace.mailer.rest;

import org.jspecify.annotations.NullMarked;
