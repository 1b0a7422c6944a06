package dev.millrace.mailer.template;

/** Something is not known that a template prints whose messages are then held back. */
final class MissingValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param output as the author wrote it */
    MissingValueException(String output) {
        super(output + " is missing");
    }
}
