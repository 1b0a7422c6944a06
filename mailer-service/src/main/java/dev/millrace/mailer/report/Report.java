package dev.millrace.mailer.report;

import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.ledger.Refusal.Moment;
import dev.millrace.mailer.ledger.Words;
import dev.millrace.mailer.link.MailId;

/** What somebody tells of a mail after it was handed over. */
public sealed interface Report {

    /** A report with the mail it is about. */
    record Told(MailId mail, Report report) {}

    /**
     * It was not delivered, and will not be.
     *
     * @param reason what the receiving server said, without addresses
     */
    record Bounced(Refusal about, String reason) implements Report {

        /** @param status RFC 3463 */
        public static Bounced of(String status, String said) {
            String words = Words.of(said);
            return new Bounced(
                    Refusal.of(0, status, Moment.CONTENT),
                    Words.of(words.contains(status) ? words : status + " " + words));
        }

        /** The address is not to be written to any more, whatever the status says. */
        public static Bounced forGood(String status, String said) {
            Bounced bounced = of(status.startsWith("5.1.") ? status : "5.1.1", said);
            return new Bounced(Refusal.ADDRESS, bounced.reason());
        }
    }

    /** Not yet delivered; somebody still tries. */
    record Delayed() implements Report {}

    /** It lies in the mailbox. */
    record Delivered() implements Report {}

    /** The reader called it spam. */
    record Complained() implements Report {}

    /**
     * The reader wants no more of it.
     *
     * @param source how they said so
     */
    record Unsubscribed(String source) implements Report {}
}
