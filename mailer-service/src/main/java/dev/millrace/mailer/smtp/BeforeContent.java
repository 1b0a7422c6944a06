package dev.millrace.mailer.smtp;

/** Asked when the server is ready for the content of a mail, as late as can be. */
@FunctionalInterface
public interface BeforeContent {

    /**
     * Decides whether the content may go.
     *
     * @return false to break off; the server then has been given nothing but the two addresses
     */
    boolean permits();
}
