package dev.millrace.benchmarks.mail;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.WarmUp;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.smtp.DkimKey;
import dev.millrace.mailer.smtp.Encryption;
import dev.millrace.mailer.smtp.PromptSockets;
import dev.millrace.mailer.smtp.SmtpConnection;
import dev.millrace.mailer.smtp.SmtpSettings;
import dev.millrace.mailer.template.CompiledTemplate;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/**
 * A product mail rendered, signed and handed over, beside a ready one that is signed and handed over by the bare SMTP client of the JDK's
 * mail API, with as many connections and to the same sink on the same cores. By turns, so that both have the machine's good and bad
 * moments.
 */
final class HandOverPart {

    private static final int CONNECTIONS = 4;
    private static final double OF_BARE = 0.6;
    private static final int BITS = 2_048;

    private final Size size;
    private final Narrator narrator;
    private final DkimKey key;

    /** @param warmUps rounds at most before anything counts */
    record Size(int warmUps, Duration round, int rounds) {}

    /** Hands one mail over after the other, on a connection of its own. */
    private interface Sender extends AutoCloseable {
        void send() throws MessagingException;

        @Override
        void close();
    }

    private interface Senders {
        Sender make(int port) throws MessagingException;
    }

    HandOverPart(Size size, Narrator narrator) {
        this.size = size;
        this.narrator = narrator;
        this.key = key();
    }

    List<Figure> measure() {
        narrator.say("hand-over: %d connections, by turns", CONNECTIONS);
        AtomicLong taken = new AtomicLong();
        try (SmtpSink sink = new SmtpSink(recipient -> taken.incrementAndGet())) {
            new WarmUp(Compilers.here(), narrator)
                    .by(size.warmUps(), "hand-over: warming up, %,.0f mails/s", () -> oneOfEach(sink, taken));
            double bare = 0;
            double whole = 0;
            for (int round = 0; round < size.rounds(); round++) {
                bare += perSecond(sink, taken, this::bare, size.round()) / size.rounds();
                whole += perSecond(sink, taken, this::whole, size.round()) / size.rounds();
            }
            return List.of(
                    Figure.of("baseline: a ready mail signed, handed over by bare SMTP", bare, "mails/s"),
                    Figure.of("a product mail rendered, signed, handed over", whole, "mails/s")
                            .against(bare)
                            .goal(Goal.atLeast(OF_BARE * bare)));
        }
    }

    /** The rate of the second, which has more to compile. */
    private double oneOfEach(SmtpSink sink, AtomicLong taken) {
        perSecond(sink, taken, this::bare, size.round());
        return perSecond(sink, taken, this::whole, size.round());
    }

    private static double perSecond(SmtpSink sink, AtomicLong taken, Senders senders, Duration time) {
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicReference<Exception> failed = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(
                    () -> {
                        try (Sender sender = senders.make(sink.port())) {
                            while (running.get()) {
                                sender.send();
                            }
                        } catch (MessagingException | RuntimeException e) {
                            failed.set(e);
                        }
                    },
                    "hand-over-" + i);
            thread.start();
            threads.add(thread);
        }
        long before = taken.get();
        long start = System.nanoTime();
        Pause.of(time);
        double perSecond = (taken.get() - before) * 1e9 / (System.nanoTime() - start);
        running.set(false);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("a mail was not handed over: " + failure.getMessage(), failure);
        }
        return perSecond;
    }

    private Sender whole(int port) {
        SmtpConnection connection = new SmtpConnection(
                new SmtpSettings(
                        "127.0.0.1",
                        port,
                        Optional.empty(),
                        null,
                        Encryption.PLAIN,
                        "shop.test",
                        30_000,
                        false,
                        Map.of()),
                Optional.of(key));
        MailComposer composer = ProductMail.composer();
        CompiledTemplate template = ProductMail.template();
        List<MessageRequested> requests = ProductMail.requests();
        return new Sender() {
            private int next;

            @Override
            public void send() {
                next = next + 1 < requests.size() ? next + 1 : 0;
                Composition composition = composer.compose(requests.get(next), template);
                HandOver end = connection.send(((Composition.Composed) composition).mail(), () -> true);
                if (!(end instanceof HandOver.Taken)) {
                    throw new IllegalStateException(end.toString());
                }
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    private Sender bare(int port) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.localhost", "shop.test");
        properties.put("mail.smtp.quitwait", "false");
        // as ours: without it the bare client waits 40 ms for each mail
        properties.put("mail.smtp.socketFactory", PromptSockets.FACTORY);
        Session session = Session.getInstance(properties);
        SMTPTransport transport = new SMTPTransport(session, null);
        transport.connect("127.0.0.1", port, null, null);
        MimeMessage ready = ready(session, ProductMail.composed());
        DkimSigner signer = new DkimSigner(key.domain(), key.selector(), key.privateKey());
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setCheckDomainKey(false);
        List.of("List-Unsubscribe-Post", "Feedback-ID").forEach(signer::addHeaderToSign);
        return new Sender() {
            @Override
            public void send() throws MessagingException {
                transport.sendMessage(new DkimMessage(ready, signer), ready.getAllRecipients());
            }

            @Override
            public void close() {
                try {
                    transport.close();
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static MimeMessage ready(Session session, OutgoingMail mail) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(mail.fromAddress()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.toAddress()));
        message.setSubject(mail.subject(), "UTF-8");
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private static DkimKey key() {
        try {
            Path folder = Files.createTempDirectory("millrace-bench-");
            Path file = keyFile(folder);
            try {
                return DkimKey.from(file, "bench", "shop.test");
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no key to sign with", e);
        }
    }

    /** A new key, in PEM. */
    static Path keyFile(Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            String der = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return Files.writeString(
                    folder.resolve("dkim.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException("no key to sign with", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }
}
