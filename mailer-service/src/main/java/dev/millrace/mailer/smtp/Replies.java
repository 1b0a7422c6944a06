package dev.millrace.mailer.smtp;

import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.ledger.Refusal.Moment;
import dev.millrace.mailer.ledger.Words;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what a mail server answered: its code, its enhanced status (RFC 3463), and its words without addresses. */
final class Replies {

    private Replies() {}

    private record Reply(int code, String words, Moment moment) {}

    /** The server's answer within a failure; empty if the failure has none, as when the connection broke. */
    static Optional<HandOver> refusal(MessagingException failure) {
        @Nullable Exception cause = failure;
        Optional<Reply> reply = Optional.empty();
        while (cause instanceof MessagingException messaging) {
            Optional<Reply> found = reply(messaging);
            if (found.isPresent()) {
                reply = found;
            }
            cause = messaging.getNextException();
        }
        // A broken connection under a reply means that the reply was only the last one heard.
        return cause instanceof IOException ? Optional.empty() : reply.flatMap(Replies::judge);
    }

    /** What a failure says and what is beneath it: that no encryption was agreed on helps nobody who can't see why. */
    static String words(MessagingException failure) {
        Throwable cause = failure.getCause();
        return Words.of(cause == null ? failure.getMessage() : failure.getMessage() + ": " + cause.getMessage());
    }

    private static Optional<Reply> reply(MessagingException e) {
        if (e instanceof SMTPAddressFailedException address) {
            return Optional.of(
                    new Reply(address.getReturnCode(), String.valueOf(address.getMessage()), Moment.RECIPIENT));
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return Optional.of(new Reply(sender.getReturnCode(), String.valueOf(sender.getMessage()), Moment.SENDER));
        }
        if (e instanceof SMTPSendFailedException send) {
            return Optional.of(new Reply(send.getReturnCode(), String.valueOf(send.getMessage()), Moment.CONTENT));
        }
        return Optional.empty();
    }

    /** JavaMail reports a connection that ended as a reply too, with a code that is none: that is no answer. */
    private static Optional<HandOver> judge(Reply reply) {
        String words = Words.of(reply.words);
        if (reply.code >= 500 && reply.code < 600) {
            return Optional.of(new HandOver.Refused(reply.code, Refusal.of(reply.code, words, reply.moment), words));
        }
        return reply.code >= 400 && reply.code < 500
                ? Optional.of(new HandOver.Deferred(reply.code, words))
                : Optional.empty();
    }
}
