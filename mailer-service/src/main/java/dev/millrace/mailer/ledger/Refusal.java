package dev.millrace.mailer.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refusal is about, by its enhanced status (RFC 3463) and, where there is none, by the moment at which it was given.
 * That decides what follows: an address is not tried again, and what is about us concerns every mail that is still to come.
 */
public enum Refusal {
    /** The recipient's address: it does not exist, or takes nothing from anybody. */
    ADDRESS,
    /** The sender, or what the server thinks of our mail. */
    SENDER,
    /** This mail, or a state of the mailbox that may pass. */
    OTHER;

    /** At which moment of the dialogue the server refused. */
    public enum Moment {
        SENDER,
        RECIPIENT,
        CONTENT
    }

    private static final Pattern ENHANCED = Pattern.compile("(?<![\\d.])[245]\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

    /** Of the statuses about addresses these are about the sender's. */
    private static final Pattern SENDERS_ADDRESS = Pattern.compile("[78]");

    /**
     * Reads a refusal for good.
     *
     * @param words the reply, or a status alone
     */
    public static Refusal of(int code, String words, Moment moment) {
        Matcher status = ENHANCED.matcher(words);
        if (status.find()) {
            return switch (status.group(1)) {
                case "1" -> SENDERS_ADDRESS.matcher(status.group(2)).matches() ? SENDER : ADDRESS;
                case "7" -> SENDER;
                default -> OTHER;
            };
        }
        return switch (moment) {
            case SENDER -> SENDER;
            case RECIPIENT -> code == 550 || code == 551 || code == 553 ? ADDRESS : OTHER;
            case CONTENT -> OTHER;
        };
    }
}
