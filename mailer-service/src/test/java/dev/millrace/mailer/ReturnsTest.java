package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.link.ReturnAddresses.Purpose;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.returned.ReturnListener;
import dev.millrace.mailer.returned.Returns;
import dev.millrace.mailer.webhook.SnsHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.Mock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back about mails: by mail to the return addresses, and by providers' webhooks. */
@QuarkusTest
@TestProfile(ReturnsTest.Providers.class)
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class ReturnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:mail";
    private static final String CERTIFICATE = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem";

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    ReturnAddresses addresses;

    @Inject
    ReturnListener listener;

    @Inject
    LinkKey key;

    @Inject
    Suppressions suppressions;

    @Inject
    MeterRegistry meters;

    @Inject
    FakeSns sns;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "test.sendgrid.private-key")
    String sendGridKey;

    KafkaProbe kafka;

    /** Keys that only this test has. */
    public static final class Providers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            KeyPair pair = pair("EC", 256);
            return Map.of(
                    "millrace.webhooks.ses.topic-arn",
                    TOPIC,
                    "millrace.webhooks.sendgrid.public-key",
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    "test.sendgrid.private-key",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        }
    }

    /** SNS with a key of the test's. */
    @Mock
    @Singleton
    public static class FakeSns implements SnsHost {

        final KeyPair pair = pair("RSA", 2_048);
        final List<URI> confirmed = new CopyOnWriteArrayList<>();

        @Override
        public Optional<PublicKey> key(URI certificate) {
            return certificate.toString().equals(CERTIFICATE) ? Optional.of(pair.getPublic()) : Optional.empty();
        }

        @Override
        public void confirm(URI address) {
            confirmed.add(address);
        }
    }

    @BeforeEach
    void open() {
        kafka = new KafkaProbe(bootstrapServers);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aBounceSuppressesTheAddressAtOnceAndIsToldOnce() throws IOException {
        String to = sent("bouncer", Purpose.BOUNCE);
        for (int i = 0; i < 2; i++) {
            assertThat(mail(to, Returns.bounce(to, "failed", "5.1.1", "550 5.1.1 <bouncer@example.test> unknown")))
                    .startsWith("250");
            assertThat(suppressions.reason(hash("bouncer"), MessageClass.TRANSACTIONAL))
                    .isPresent();
        }
        awaitEvents("bouncer", Kind.BOUNCED);
        assertThat(kafka.engagement("bouncer")).singleElement().satisfies(event -> assertThat(event.reason())
                .isEqualTo("550 5.1.1 <address> unknown"));
        assertThat(meters.counter("millrace.mailer.reports", "kind", "Bounced", "outcome", "repeated")
                        .count())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void aFullMailboxIsABounceAndNoReasonToStop() throws IOException {
        String to = sent("full", Purpose.BOUNCE);
        assertThat(mail(to, Returns.bounce(to, "failed", "5.2.2", "552 5.2.2 full")))
                .startsWith("250");
        awaitEvents("full", Kind.BOUNCED);
        assertThat(suppressions.reason(hash("full"), MessageClass.MARKETING)).isEmpty();
    }

    @Test
    void aComplaintEndsMarketingMail() throws IOException {
        String way = sent("complainer", Purpose.UNSUBSCRIBE);
        assertThat(mail(
                        "complaints@bounces.shop.test",
                        Returns.complaint("complaints@bounces.shop.test", "abuse", way)))
                .startsWith("250");
        assertThat(suppressions.reason(hash("complainer"), MessageClass.MARKETING))
                .contains("complained");
        assertThat(suppressions.reason(hash("complainer"), MessageClass.TRANSACTIONAL))
                .isEmpty();
        awaitEvents("complainer", Kind.COMPLAINED);
    }

    @Test
    void oneCanLeaveByMail() throws IOException {
        String to = sent("mail-leaver", Purpose.UNSUBSCRIBE);
        assertThat(mail(to, "Subject: unsubscribe\r\n\r\n")).startsWith("250");
        assertThat(suppressions.reason(hash("mail-leaver"), MessageClass.MARKETING))
                .contains("unsubscribed");
        awaitEvents("mail-leaver", Kind.UNSUBSCRIBED);
        assertThat(kafka.profile())
                .filteredOn(event -> event.customer().value().equals("user:u-mail-leaver"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.properties().path("source").asText()).isEqualTo("unsubscribe-mail"));
    }

    @Test
    void anAddressThatNobodySignedIsRefusedBeforeAnyContentAndCounted() throws IOException {
        double before = returned("refused-address");
        assertThat(mail("bounce-" + "0".repeat(48) + "@bounces.shop.test", "x")).startsWith("550 5.1.1");
        assertThat(mail("hello@shop.test", "x")).startsWith("550 5.1.1");
        assertThat(mail("complaints@elsewhere.test", "x")).startsWith("550 5.1.1");
        assertThat(returned("refused-address")).isEqualTo(before + 3);
    }

    @Test
    void fiftyMegabytesAreRefusedAndNothingElseHappens() throws IOException {
        String to = sent("heavy", Purpose.BOUNCE);
        double before = returned("refused-size");
        String report = Returns.bounce(to, "failed", "5.1.1", "550 5.1.1 no");
        assertThat(large(to, report, 50 << 20)).startsWith("552 5.3.4");
        assertThat(returned("refused-size")).isEqualTo(before + 1);
        assertThat(suppressions.reason(hash("heavy"), MessageClass.MARKETING)).isEmpty();
        assertThat(mail(to, report)).startsWith("250");
    }

    @Test
    void anAbsenceNoteSaysNothing() throws IOException {
        String to = sent("away-note", Purpose.BOUNCE);
        double before = returned("no-report");
        assertThat(mail(to, "Subject: I am away\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday."))
                .startsWith("250");
        assertThat(returned("no-report")).isEqualTo(before + 1);
        assertThat(ledger.outbox("away-note").events()).isEmpty();
    }

    @Test
    void sesIsHeardByItsSignatureOnly() {
        sent("ses-bouncer", Purpose.BOUNCE);
        String event =
                "{\"eventType\": \"Bounce\", \"bounce\": {\"bounceType\": \"Permanent\", \"bounceSubType\": \"NoEmail\"},"
                        + "\"mail\": {\"headers\": [{\"name\": \"Message-ID\", \"value\": \"<"
                        + MailId.of("ses-bouncer")
                        + "@shop.test>\"}]}}";
        ses(signed(notification(event)).put("Message", event + " ")).then().statusCode(403);
        ses(signed(notification(event)).put("SigningCertURL", "https://evil.test/x.pem"))
                .then()
                .statusCode(403);
        ses(signed(notification(event).put("TopicArn", "arn:aws:sns:eu-central-1:666:mail")))
                .then()
                .statusCode(403)
                .body("error.code", equalTo("not-signed"));
        assertThat(suppressions.reason(hash("ses-bouncer"), MessageClass.MARKETING))
                .isEmpty();
        assertThat(meters.counter("millrace.mailer.webhooks", "provider", "ses", "outcome", "forged")
                        .count())
                .isGreaterThanOrEqualTo(3);

        ses(signed(notification(event))).then().statusCode(204);
        ses(signed(notification(event))).then().statusCode(204);
        assertThat(suppressions.reason(hash("ses-bouncer"), MessageClass.MARKETING))
                .isPresent();
        awaitEvents("ses-bouncer", Kind.BOUNCED);
    }

    @Test
    void aSubscriptionIsConfirmedAtSnsOnly() {
        ObjectNode asked = Json.object()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", "id-2")
                .put("Token", "token")
                .put("TopicArn", TOPIC)
                .put("Message", "confirm")
                .put("SubscribeURL", "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription")
                .put("Timestamp", "2026-03-02T10:00:00.000Z")
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
        ses(signed(asked)).then().statusCode(204);
        ses(signed(asked.deepCopy().put("SubscribeURL", "https://inside.test/")))
                .then()
                .statusCode(204);
        assertThat(sns.confirmed)
                .containsExactly(URI.create("https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription"));
    }

    @Test
    void sendGridIsHeardByItsSignatureOnly() {
        sent("grid-complainer", Purpose.BOUNCE);
        String body = "[{\"event\":\"delivered\",\"millrace_mail\":\"" + MailId.of("grid-complainer") + "\"},"
                + "{\"event\":\"spamreport\",\"millrace_mail\":\"" + MailId.of("grid-complainer") + "\"}]";
        sendGrid(body, "1600112502", body + " ", 403);
        sendGrid(body, "1600112503", "1600112502" + body, 403);
        assertThat(suppressions.reason(hash("grid-complainer"), MessageClass.MARKETING))
                .isEmpty();
        sendGrid(body, "1600112502", "1600112502" + body, 204);
        sendGrid("no json", "1600112502", "1600112502no json", 400);
        awaitEvents("grid-complainer", Kind.DELIVERED, Kind.COMPLAINED);
        assertThat(suppressions.reason(hash("grid-complainer"), MessageClass.MARKETING))
                .contains("complained");
    }

    private io.restassured.response.Response ses(ObjectNode message) {
        return given().contentType("text/plain; charset=UTF-8")
                .body(message.toString().getBytes(StandardCharsets.UTF_8))
                .post("/webhooks/ses");
    }

    private void sendGrid(String body, String timestamp, String signed, int status) {
        given().contentType("application/json")
                .header("X-Twilio-Email-Event-Webhook-Timestamp", timestamp)
                .header("X-Twilio-Email-Event-Webhook-Signature", ecdsa(signed))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/webhooks/sendgrid")
                .then()
                .statusCode(status);
    }

    private String ecdsa(String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(sendGridKey))));
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode notification(String message) {
        return Json.object()
                .put("Type", "Notification")
                .put("MessageId", "id-1")
                .put("TopicArn", TOPIC)
                .put("Message", message)
                .put("Timestamp", "2026-03-02T10:00:00.000Z")
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
    }

    /** As SNS does it, written anew. */
    private ObjectNode signed(ObjectNode message) {
        StringBuilder signed = new StringBuilder();
        for (String name :
                new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}) {
            if (message.has(name)) {
                signed.append(name)
                        .append("\n")
                        .append(message.get(name).asText())
                        .append("\n");
            }
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(sns.pair.getPrivate());
            signature.update(signed.toString().getBytes(StandardCharsets.UTF_8));
            return message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message that was handed over, and its address to return to. */
    private String sent(String id, Purpose purpose) {
        MessageRequested request = Messages.request(
                id, id + "@example.test", MessageClass.MARKETING, "page-mail", time.instant(), Duration.ofDays(1));
        ledger.insert(request, hash(id), new MessageState.Accepted("250 ok"), time.instant());
        return addresses.of(purpose, MailId.of(id)).orElseThrow();
    }

    private String hash(String id) {
        return key.addressHash(id + "@example.test");
    }

    private double returned(String outcome) {
        return meters.counter("millrace.mailer.returned", "outcome", outcome).count();
    }

    private void awaitEvents(String id, Kind... kinds) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement(id))
                .extracting(EngagementEvent::kind)
                .containsExactly(kinds));
    }

    private String mail(String to, String content) throws IOException {
        return large(to, content, 0);
    }

    /** Hands a mail over as a server does, with so many further bytes; the answer that decided. */
    private String large(String to, String content, int more) throws IOException {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), listener.port().orElseThrow());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            reply(in);
            for (String line : List.of("EHLO mx.example.test", "MAIL FROM:<>", "RCPT TO:<" + to + ">", "DATA")) {
                out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                String answer = reply(in);
                if (answer.startsWith("5") || answer.startsWith("4")) {
                    return answer;
                }
            }
            out.write(content.getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < more; sent += line.length) {
                out.write(line);
            }
            out.write("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return reply(in);
        }
    }

    private static String reply(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(in.readLine());
        } while (lines.get(lines.size() - 1).charAt(3) == '-');
        return lines.get(lines.size() - 1);
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
