package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mail.Sender;
import jakarta.inject.Singleton;

/** Hands a mail to the server at once that is no message: no ledger knows it, so nothing that is done with it counts. */
@Singleton
public final class TestMails {

    private final SmtpSettings settings;

    TestMails(MailerConfig config, Sender sender) {
        this.settings = SmtpSettings.of(config.smtp(), sender);
    }

    public HandOver send(OutgoingMail mail) {
        try (SmtpConnection connection = new SmtpConnection(settings)) {
            return connection.send(mail, () -> true);
        }
    }
}
