package dev.millrace.mailer.smtp;

import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.Words;
import dev.millrace.mailer.mail.OutgoingMail;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.CustomMailer;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.OperationalConfig;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * One connection to the mail server, of one worker, kept open between mails. Simple Java Mail checks a mail, makes MIME of
 * it and sets up the session; the transport is ours, as the ledger must know the moment before the content.
 *
 * <p>Whatever happens on the wire is an {@link HandOver}; what the guard throws (its store is away) passes through.
 */
public final class SmtpConnection implements AutoCloseable {

    /** In a header of the relay's: what the mail is called. */
    private static final String MAIL = "{mail}";

    private final SmtpSettings settings;
    private final MailSigner signer;
    private final Delivery delivery = new Delivery();
    private final Mailer mailer;
    private @Nullable GuardedTransport transport;

    public SmtpConnection(SmtpSettings settings, Optional<DkimKey> key) {
        this.settings = settings;
        this.signer = new MailSigner(key);
        this.mailer = mailer(settings, delivery);
    }

    public HandOver send(OutgoingMail mail, BeforeContent guard) {
        delivery.guard = guard;
        delivery.returnPath = mail.returnPath().orElse(mail.fromAddress());
        delivery.end = null;
        try {
            mailer.sendMail(email(mail), false).join();
        } catch (MailException e) {
            if (delivery.thrown != null) {
                RuntimeException thrown = delivery.thrown;
                delivery.thrown = null;
                close();
                throw thrown;
            }
            return new HandOver.Unsendable(
                    "the mail is not valid: " + e.getClass().getSimpleName());
        }
        return java.util.Objects.requireNonNull(delivery.end, "the mail was sent without an end");
    }

    @Override
    public void close() {
        GuardedTransport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                // The server is gone already, which is what closing wants.
                return;
            }
        }
    }

    private static Mailer mailer(SmtpSettings settings, CustomMailer delivery) {
        String prefix = prefix(settings);
        var builder = MailerBuilder.withCustomMailer(delivery)
                .withTransportStrategy(
                        switch (settings.encryption()) {
                            case PLAIN -> TransportStrategy.SMTP;
                            case STARTTLS -> TransportStrategy.SMTP_TLS;
                            case TLS -> TransportStrategy.SMTPS;
                            case AUTO -> throw new IllegalStateException("the encryption is decided before");
                        })
                .trustingAllHosts(false)
                .verifyingServerIdentity(true)
                .withSessionTimeout(settings.timeoutMillis())
                .withProperty(prefix + "localhost", settings.helloName())
                .withProperty(prefix + "quitwait", "false");
        if (settings.reportsDelivery()) {
            builder.withProperty(prefix + "dsn.notify", "SUCCESS,FAILURE,DELAY")
                    .withProperty(prefix + "dsn.ret", "HDRS");
        }
        return settings.encryption() == Encryption.PLAIN
                ? builder.withProperty("mail.smtp.starttls.enable", "false").buildMailer()
                : builder.buildMailer();
    }

    private static String prefix(SmtpSettings settings) {
        return settings.tlsFromStart() ? "mail.smtps." : "mail.smtp.";
    }

    private Email email(OutgoingMail mail) {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .fixingMessageId(mail.messageId())
                .from(mail.fromName(), mail.fromAddress())
                .to(mail.toName().orElse(null), mail.toAddress())
                .withSubject(mail.subject())
                .withPlainText(mail.text())
                .withHTMLText(mail.html());
        mail.headers().forEach(builder::withHeader);
        settings.headers().forEach((name, value) -> builder.withHeader(name, value.replace(MAIL, mailId(mail))));
        return builder.buildEmail();
    }

    private static String mailId(OutgoingMail mail) {
        return mail.messageId().substring(1, mail.messageId().indexOf('@'));
    }

    private final class Delivery implements CustomMailer {

        private @Nullable BeforeContent guard;
        private String returnPath = "";
        private @Nullable HandOver end;
        private @Nullable RuntimeException thrown;

        @Override
        public void testConnection(OperationalConfig config, Session session) {
            throw new UnsupportedOperationException("health looks at the socket");
        }

        @Override
        public void sendMessage(OperationalConfig config, Session session, Email email, MimeMessage message) {
            try {
                end = handOver(session, message);
            } catch (RuntimeException e) {
                thrown = e;
                throw e;
            }
        }

        private HandOver handOver(Session session, MimeMessage message) {
            FinishedMail finished;
            Address[] recipients;
            try {
                recipients = message.getAllRecipients();
                finished = signer.finish(session, message, returnPath);
            } catch (MessagingException e) {
                return new HandOver.Unsendable("the mail can't be made: " + Replies.words(e));
            }
            GuardedTransport open;
            try {
                open = connected(session);
            } catch (MessagingException e) {
                close();
                return Replies.refusal(e)
                        .filter(HandOver.Deferred.class::isInstance)
                        .orElseGet(() -> new HandOver.Unreachable("no connection: " + Replies.words(e)));
            }
            BeforeContent asked = java.util.Objects.requireNonNull(guard, "no guard");
            open.guardedBy(asked);
            try {
                open.sendMessage(finished, recipients);
                return new HandOver.Taken(Words.of(open.getLastServerResponse()));
            } catch (MessagingException e) {
                return afterFailure(open, e);
            }
        }

        private HandOver afterFailure(GuardedTransport open, MessagingException e) {
            // The next mail begins on a new connection: half a dialogue is nothing to build on.
            close();
            if (open.brokenOff()) {
                return new HandOver.Revoked();
            }
            Optional<HandOver> refusal = Replies.refusal(e);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return open.endSent()
                    ? new HandOver.AnswerLost("the connection broke before the server's answer")
                    : new HandOver.Unreachable("the connection broke before the end of the content");
        }

        private GuardedTransport connected(Session session) throws MessagingException {
            GuardedTransport open = transport;
            if (open != null && open.isConnected()) {
                return open;
            }
            close();
            // encrypted from the start or not: TLS is put around these sockets
            session.getProperties().put(prefix(settings) + "socketFactory", PromptSockets.FACTORY);
            GuardedTransport fresh = new GuardedTransport(session, settings.tlsFromStart());
            fresh.connect(settings.host(), settings.port(), settings.username().orElse(null), settings.password());
            transport = fresh;
            return fresh;
        }
    }
}
