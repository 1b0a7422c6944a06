package dev.millrace.mailer.mail;

/** What composing gives: a mail, or the reason why there can't be one. */
public sealed interface Composition {

    /**
     * A mail.
     *
     * @param replacedLinks links that data led to a place nobody allowed, and which lead to the shop instead
     */
    record Composed(OutgoingMail mail, int replacedLinks) implements Composition {}

    record Failed(String reason) implements Composition {}
}
