package dev.millrace.mailer.smtp;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.mail.OutgoingMail;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a mail to its relay at once that is no message: no ledger knows it, so nothing that is done with it counts. */
@Singleton
public final class TestMails {

    private final Relays relays;
    private final Optional<DkimKey> key;

    TestMails(Relays relays, Optional<DkimKey> key) {
        this.relays = relays;
        this.key = key;
    }

    public HandOver send(OutgoingMail mail, MessageClass messageClass) {
        try (SmtpConnection connection = new SmtpConnection(relays.of(messageClass, mail.toAddress()), key)) {
            return connection.send(mail, () -> true);
        }
    }
}
