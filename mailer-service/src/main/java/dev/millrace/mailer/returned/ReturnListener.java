package dev.millrace.mailer.returned;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.link.ReturnAddresses.Purpose;
import dev.millrace.mailer.link.ReturnAddresses.Return;
import dev.millrace.mailer.report.Report;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes mail to our return addresses, and to no other: an address that was not signed here is refused before any content. A mail
 * that is too large is refused without being kept, one that can't be read is taken and counted, and when the store is away the
 * sender is asked to come again.
 */
@Singleton
public final class ReturnListener {

    private static final Logger LOG = Logger.getLogger(ReturnListener.class);
    private static final int CONNECTIONS = 20;
    private static final int RECIPIENTS = 10;
    private static final int PATIENCE_SECONDS = 60;

    /** Where mailbox providers send complaints of their readers, when told so: each names the mail within. */
    private static final String COMPLAINTS = "complaints@";

    private final MailerConfig.Returns config;
    private final ReturnAddresses addresses;
    private final ReportedMails reported;
    private final MeterRegistry meters;
    private @Nullable SMTPServer server;

    ReturnListener(MailerConfig config, ReturnAddresses addresses, ReportedMails reported, MeterRegistry meters) {
        this.config = config.returns();
        this.addresses = addresses;
        this.reported = reported;
        this.meters = meters;
    }

    /** Listens, if there is a domain whose mail could come. */
    public void start() {
        if (config.domain().isEmpty()) {
            return;
        }
        SMTPServer listening = new SMTPServer.Builder()
                .bindAddress(address(config.host()))
                .port(config.port())
                .hostName(config.domain().get())
                .softwareName("millrace")
                .maxConnections(CONNECTIONS)
                .maxRecipients(RECIPIENTS)
                .maxMessageSize(Math.toIntExact(config.maxSize().asLongValue()))
                .connectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .messageHandlerFactory(context -> new Taker())
                .build();
        listening.start();
        server = listening;
    }

    public void stop() {
        SMTPServer listening = server;
        if (listening != null) {
            listening.stop();
        }
    }

    /** Where it listens; empty if it does not. */
    public OptionalInt port() {
        SMTPServer listening = server;
        return listening == null ? OptionalInt.empty() : OptionalInt.of(listening.getPortAllocated());
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("millrace.returns.host is no address of this machine: " + host, e);
        }
    }

    private void count(String outcome) {
        meters.counter("millrace.mailer.returned", "outcome", outcome).increment();
    }

    /** One mail, with those of its recipients that are ours. */
    private final class Taker implements MessageHandler {

        private final Set<Return> returns = new LinkedHashSet<>();
        private boolean complaints;

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            Optional<Return> ours = addresses.read(recipient);
            boolean forComplaints = recipient.regionMatches(true, 0, COMPLAINTS, 0, COMPLAINTS.length())
                    && addresses.isOurs(recipient.substring(COMPLAINTS.length()));
            if (ours.isEmpty() && !forComplaints) {
                count("refused-address");
                throw new RejectException(550, "5.1.1 there is no such address");
            }
            ours.ifPresent(returns::add);
            complaints |= forComplaints;
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            byte[] bytes = bounded(data);
            try {
                take(bytes);
            } catch (RuntimeException e) {
                meters.counter("millrace.mailer.failures", "action", "returned").increment();
                LOG.warnf("event=failed action=returned error=%s", e.getClass().getName());
                throw new RejectException(451, "4.3.0 please try again later");
            }
            return null;
        }

        @Override
        public void done() {}

        private byte[] bounded(InputStream data) throws RejectException, IOException {
            int most = Math.toIntExact(config.maxSize().asLongValue());
            byte[] bytes = data.readNBytes(most + 1);
            if (bytes.length > most) {
                data.transferTo(java.io.OutputStream.nullOutputStream());
                count("refused-size");
                throw new RejectException(552, "5.3.4 longer than " + most + " bytes");
            }
            return bytes;
        }

        private void take(byte[] bytes) {
            for (Return one : returns) {
                if (one.purpose() == Purpose.UNSUBSCRIBE) {
                    reported.take(one.mail(), new Report.Unsubscribed("unsubscribe-mail"));
                    count("taken");
                }
            }
            ReturnedMail mail;
            try {
                mail = ReturnedMail.read(bytes);
            } catch (MessagingException | IOException e) {
                count("unreadable");
                return;
            }
            for (Return one : returns) {
                if (one.purpose() == Purpose.BOUNCE) {
                    tell(one, mail);
                }
            }
            if (complaints) {
                mail.quoted(addresses).ifPresentOrElse(one -> tell(one, mail), () -> count("unrelated"));
            }
        }

        private void tell(Return one, ReturnedMail mail) {
            mail.reports().forEach(report -> reported.take(one.mail(), report));
            count(mail.reports().isEmpty() ? "no-report" : "taken");
        }
    }
}
