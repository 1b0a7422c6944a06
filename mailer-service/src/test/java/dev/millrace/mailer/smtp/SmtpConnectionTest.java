package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.mail.OutgoingMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mail server's behaviour in each phase means for the message. */
class SmtpConnectionTest {

    private static final BeforeContent YES = () -> true;

    @Test
    void anAcceptedMailArrivesAsItWasMade() {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection = connection(server.port())) {
            assertThat(connection.send(mail("ana@example.test"), YES)).isInstanceOf(HandOver.Taken.class);
            assertThat(connection.send(mail("bo@example.test"), YES)).isInstanceOf(HandOver.Taken.class);
            assertThat(server.acceptedFor("ana@example.test"))
                    .extracting(ScriptedMailServer.Accepted::returnPath)
                    .containsExactly("bounce-1@bounces.shop.test");
            assertThat(server.acceptedFor("ana@example.test")).singleElement().satisfies(mail -> assertThat(
                            mail.content())
                    .contains("Message-ID: <stable@shop.test>")
                    .contains("X-SES-CONFIGURATION-SET: millrace")
                    .contains("From: Alder & Oak <hello@shop.test>")
                    .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                    .contains("text/plain")
                    .contains("text/html"));
        }
    }

    @Test
    void answersAreReadByTheirCodes() {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection = connection(server.port())) {
            server.answerRecipient("a@example.test", 450, "4.2.0 mailbox busy");
            server.answerRecipient("a@example.test", 550, "5.1.1 no such user a@example.test");
            server.answerRecipient("a@example.test", 550, "who is that");
            server.answerRecipient("a@example.test", 550, "5.7.1 we do not want you");
            server.answerContent("a@example.test", 451, "4.3.0 try later");
            server.answerContent("a@example.test", 554, "5.6.0 spam");

            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Deferred(450, "450 4.2.0 mailbox busy"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Refused(550, Refusal.ADDRESS, "550 5.1.1 no such user <address>"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Refused(550, Refusal.ADDRESS, "550 who is that"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Refused(550, Refusal.SENDER, "550 5.7.1 we do not want you"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Deferred(451, "451 4.3.0 try later"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Refused(554, Refusal.OTHER, "554 5.6.0 spam"));
            assertThat(connection.send(mail("a@example.test"), YES)).isInstanceOf(HandOver.Taken.class);
        }
    }

    @Test
    void theGuardIsAskedAfterTheRecipientAndCanBreakOff() {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection = connection(server.port())) {
            assertThat(connection.send(mail("a@example.test"), () -> false)).isEqualTo(new HandOver.Revoked());
            server.answerRecipient("a@example.test", 550, "5.1.1 no");
            assertThat(connection.send(mail("a@example.test"), () -> {
                        throw new AssertionError("asked although the recipient was refused");
                    }))
                    .isInstanceOf(HandOver.Refused.class);
            assertThat(connection.send(mail("a@example.test"), YES)).isInstanceOf(HandOver.Taken.class);
            assertThat(server.acceptedFor("a@example.test")).hasSize(1);
        }
    }

    @Test
    void aGuardWhoseStoreIsAwayIsHeardAndNothingIsSent() {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection = connection(server.port())) {
            assertThatThrownBy(() -> connection.send(mail("a@example.test"), () -> {
                        throw new IllegalStateException("store away");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("store away");
            assertThat(server.acceptedFor("a@example.test")).isEmpty();
            assertThat(connection.send(mail("a@example.test"), YES)).isInstanceOf(HandOver.Taken.class);
        }
    }

    @Test
    void aServerThatIsNotThereTookNothing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (SmtpConnection connection = connection(port)) {
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isInstanceOfSatisfying(HandOver.Unreachable.class, end -> assertThat(end.reason())
                            .contains("Connection refused"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encryption.class,
            names = {"STARTTLS", "TLS"})
    void aServerWhoseCertificateNobodyVouchesForGetsNothing(Encryption encryption, @TempDir Path folder)
            throws Exception {
        try (ScriptedMailServer server =
                        new ScriptedMailServer(certifiedByItself(folder), encryption == Encryption.TLS);
                SmtpConnection connection = new SmtpConnection(settings(server.port(), encryption), Optional.empty())) {
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isInstanceOfSatisfying(HandOver.Unreachable.class, end -> assertThat(end.reason())
                            .contains("certification path"));
            assertThat(server.acceptedFor("a@example.test")).isEmpty();
        }
    }

    @Test
    void onlyBetweenTheEndOfTheContentAndItsAnswerTheFateIsUnknown() throws IOException {
        for (String lastWord : new String[] {"MAIL", "RCPT", "DATA", "content"}) {
            try (BreakingMailServer server = new BreakingMailServer(lastWord);
                    SmtpConnection connection = connection(server.port())) {
                assertThat(connection.send(mail("a@example.test"), YES))
                        .as("broken after " + lastWord)
                        .isInstanceOf(
                                lastWord.equals("content") ? HandOver.AnswerLost.class : HandOver.Unreachable.class);
            }
        }
    }

    @Test
    void aRefusalOfTheContentItselfIsOne() throws IOException {
        try (PhasedMailServer server = new PhasedMailServer(0);
                SmtpConnection connection = connection(server.port())) {
            server.next(PhasedMailServer.Phase.DATA, "a@example.test", PhasedMailServer.Act.say("554 5.6.0 never"));
            assertThat(connection.send(mail("a@example.test"), YES))
                    .isEqualTo(new HandOver.Refused(554, Refusal.OTHER, "554 5.6.0 never"));
            assertThat(server.taken("a@example.test")).isZero();
        }
    }

    @Test
    void aRelayThatCanIsAskedToReportDeliveries() throws IOException {
        try (BreakingMailServer server = new BreakingMailServer("content", "250-mx.test\r\n250 DSN");
                SmtpConnection connection =
                        new SmtpConnection(settings(server.port(), Encryption.PLAIN, true), Optional.empty())) {
            connection.send(mail("a@example.test"), YES);
            assertThat(server.heard()).anyMatch(line -> line.matches("MAIL FROM:<bounce-1@.*> .*RET=HDRS.*"));
            assertThat(server.heard()).contains("RCPT TO:<a@example.test> NOTIFY=SUCCESS,FAILURE,DELAY");
        }
        try (BreakingMailServer server = new BreakingMailServer("content");
                SmtpConnection connection =
                        new SmtpConnection(settings(server.port(), Encryption.PLAIN, true), Optional.empty())) {
            connection.send(mail("a@example.test"), YES);
            assertThat(server.heard()).as("one that can't").contains("RCPT TO:<a@example.test>");
        }
    }

    @Test
    void aMailThatIsNoneIsNotTried() {
        try (SmtpConnection connection = connection(1)) {
            assertThat(connection.send(mail("a b@@example"), YES)).isInstanceOf(HandOver.Unsendable.class);
        }
    }

    @Test
    void aServerWithoutTheWantedEncryptionGetsNothing() {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection =
                        new SmtpConnection(settings(server.port(), Encryption.STARTTLS), Optional.empty())) {
            assertThat(connection.send(mail("a@example.test"), YES)).isInstanceOf(HandOver.Unreachable.class);
            assertThat(server.acceptedFor("a@example.test")).isEmpty();
        }
    }

    private static SSLContext certifiedByItself(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        char[] password = "changeit".toCharArray();
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "mx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .satisfies(said -> assertThat(made.waitFor()).as(said).isZero());

        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SmtpConnection connection(int port) {
        return new SmtpConnection(settings(port, Encryption.PLAIN), Optional.empty());
    }

    private static SmtpSettings settings(int port, Encryption encryption) {
        return settings(port, encryption, false);
    }

    private static SmtpSettings settings(int port, Encryption encryption, boolean reportsDelivery) {
        return new SmtpSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                null,
                encryption,
                "shop.test",
                5_000,
                reportsDelivery,
                Map.of("X-SES-CONFIGURATION-SET", "millrace"));
    }

    private static OutgoingMail mail(String to) {
        return new OutgoingMail(
                "<stable@shop.test>",
                "Alder & Oak",
                "hello@shop.test",
                Optional.of("Ana"),
                to,
                "Hello",
                "<p>Hello</p>",
                "Hello",
                Optional.of("bounce-1@bounces.shop.test"),
                Map.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    /** Says what SMTP wants until a certain moment, then hangs up. */
    private static final class BreakingMailServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final String lastWord;
        private final String greeting;

        BreakingMailServer(String lastWord) throws IOException {
            this(lastWord, "250 mx.test");
        }

        BreakingMailServer(String lastWord, String greeting) throws IOException {
            this.lastWord = lastWord;
            this.greeting = greeting;
            Thread thread = new Thread(this::serve, "breaking-mail-server");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> heard() {
            return heard;
        }

        private void serve() {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                say(client, "220 mx.test");
                boolean content = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (content && !line.equals(".")) {
                        continue;
                    }
                    if (content || line.startsWith(lastWord)) {
                        return;
                    }
                    heard.add(line);
                    content = line.equals("DATA");
                    say(client, content ? "354 go on" : line.startsWith("EHLO") ? greeting : "250 ok");
                }
            } catch (IOException e) {
                // The test has closed the socket.
                return;
            }
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
