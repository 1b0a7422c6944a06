package dev.millrace.mailer.mail;

import java.util.Map;
import java.util.Optional;

/**
 * A mail ready for the server, with all it says about itself.
 *
 * @param messageId for the Message-ID header, in angle brackets; the same whenever the message is made again
 * @param returnPath to which servers report that they could not deliver it; the sender's address if it is not given
 * @param headers further headers, each value one line
 */
public record OutgoingMail(
        String messageId,
        String fromName,
        String fromAddress,
        Optional<String> toName,
        String toAddress,
        String subject,
        String html,
        String text,
        Optional<String> returnPath,
        Map<String, String> headers) {

    public OutgoingMail {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("the header " + name + " has more than one line");
            }
        });
    }

    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + "]";
    }
}
