package dev.millrace.mailer.template;

/** A template outgrew a limit while it was rendered. */
final class LimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitException(String message) {
        super(message);
    }
}
