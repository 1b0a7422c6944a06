package dev.millrace.mailer.ledger;

/** How an attempt to hand a message to the mail server ended. Replies are the server's words without addresses. */
public sealed interface HandOver {

    /** The server answered the end of the content with success. */
    record Taken(String reply) implements HandOver {}

    /** A 4xx answer: not now. */
    record Deferred(int code, String reply) implements HandOver {}

    /**
     * A 5xx answer: never.
     *
     * @param about what it is about: an address must not be tried again
     */
    record Refused(int code, Refusal about, String reply) implements HandOver {}

    /** There was no server, or it went away before the end of the content: it surely did not take the message. */
    record Unreachable(String reason) implements HandOver {}

    /** The connection broke between the end of the content and the answer: it may have taken the message. */
    record AnswerLost(String reason) implements HandOver {}

    /** No server would be asked: there is something wrong with the mail itself. */
    record Unsendable(String reason) implements HandOver {}

    /** The ledger forbade it at the last moment; the message already is in the state that says why. */
    record Revoked() implements HandOver {}
}
