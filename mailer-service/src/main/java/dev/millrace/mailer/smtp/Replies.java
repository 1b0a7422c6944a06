package dev.millrace.mailer.smtp;

import dev.millrace.mailer.ledger.HandOver;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what a mail server answered: its code, its enhanced status (RFC 3463), and its words without addresses. */
final class Replies {

    private static final int MAX_WORDS = 200;
    private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>]+@[^\\s<>]+>?");

    private Replies() {}

    private record Reply(int code, String words, boolean toRecipient) {}

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
        return withoutAddresses(
                cause == null ? failure.getMessage() : failure.getMessage() + ": " + cause.getMessage());
    }

    static String withoutAddresses(@Nullable String words) {
        String line = ADDRESS.matcher(words == null ? "" : words)
                .replaceAll("<address>")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) : line;
    }

    private static Optional<Reply> reply(MessagingException e) {
        if (e instanceof SMTPAddressFailedException address) {
            return Optional.of(new Reply(address.getReturnCode(), String.valueOf(address.getMessage()), true));
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return Optional.of(new Reply(sender.getReturnCode(), String.valueOf(sender.getMessage()), false));
        }
        if (e instanceof SMTPSendFailedException send) {
            return Optional.of(new Reply(send.getReturnCode(), String.valueOf(send.getMessage()), false));
        }
        return Optional.empty();
    }

    /** JavaMail reports a connection that ended as a reply too, with a code that is none: that is no answer. */
    private static Optional<HandOver> judge(Reply reply) {
        String words = withoutAddresses(reply.words);
        if (reply.code >= 500 && reply.code < 600) {
            return Optional.of(new HandOver.Refused(reply.code, isAboutAddress(reply), words));
        }
        return reply.code >= 400 && reply.code < 500
                ? Optional.of(new HandOver.Deferred(reply.code, words))
                : Optional.empty();
    }

    /** Status 5.1.x speaks of the address. Without a status, a refused RCPT of one of the mailbox codes does. */
    private static boolean isAboutAddress(Reply reply) {
        Matcher status = ENHANCED.matcher(reply.words);
        if (status.find()) {
            return status.group(1).equals("5") && status.group(2).equals("1");
        }
        return reply.toRecipient && (reply.code == 550 || reply.code == 551 || reply.code == 553);
    }
}
