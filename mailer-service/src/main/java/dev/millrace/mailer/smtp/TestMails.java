package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mail.Sender;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a mail to the server at once that is no message: no ledger knows it, so nothing that is done with it counts. */
@Singleton
public final class TestMails {

    private final SmtpSettings settings;
    private final Optional<DkimKey> key;

    TestMails(MailerConfig config, Sender sender, Optional<DkimKey> key) {
        this.settings = SmtpSettings.of(config.smtp(), sender);
        this.key = key;
    }

    public HandOver send(OutgoingMail mail) {
        try (SmtpConnection connection = new SmtpConnection(settings, key)) {
            return connection.send(mail, () -> true);
        }
    }
}
