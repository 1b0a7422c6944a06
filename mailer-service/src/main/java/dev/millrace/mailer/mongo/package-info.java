/** The ledger, the templates and the suppressions in MongoDB, by single-document operations. */
@NullMarked
package dev.millrace.mailer.mongo;

import org.jspecify.annotations.NullMarked;
