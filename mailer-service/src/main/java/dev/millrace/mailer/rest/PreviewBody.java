package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * With whom a template is looked at: with what the snapshot says, or what was known of a customer when the newest message to
 * them was requested, or else the sample.
 *
 * @param locale whose variant is taken, if there is one
 * @param variant under whose subject and preheader; null shows the template's own and every variant
 * @param to where a test mail goes
 */
record PreviewBody(
        @Nullable ObjectNode snapshot,
        @Nullable String customer,
        @Nullable String locale,
        @Nullable String variant,
        @Nullable String to) {}
