package dev.millrace.mailer.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static KeyPair rsa;
    private static KeyPair ec;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        rsa = pair("RSA", 2_048);
        ec = pair("EC", 256);
    }

    @ParameterizedTest
    @CsvSource({"1, SHA1withRSA", "2, SHA256withRSA"})
    void aNotificationOfSnsIsSignedOverItsFieldsInOrder(String version, String algorithm) throws Exception {
        ObjectNode json = notification(version);
        String signed = "Message\nhello\nMessageId\nid-1\nTimestamp\n2026-03-02T10:00:00.000Z\nTopicArn\narn:topic\n"
                + "Type\nNotification\n";
        json.put("Signature", signature(algorithm, rsa.getPrivate(), signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(new SnsMessage(json).isSignedBy(rsa.getPublic())).isTrue();

        for (String field : new String[] {"Message", "MessageId", "Timestamp", "TopicArn", "Type"}) {
            assertThat(new SnsMessage(json.deepCopy().put(field, "other")).isSignedBy(rsa.getPublic()))
                    .as(field)
                    .isFalse();
        }
        assertThat(new SnsMessage(json.deepCopy().put("Subject", "added")).isSignedBy(rsa.getPublic()))
                .isFalse();
        assertThat(new SnsMessage(json).isSignedBy(pair("RSA", 2_048).getPublic()))
                .isFalse();
    }

    @Test
    void aMessageWithoutASignatureIsNobodys() {
        assertThat(new SnsMessage(notification("1")).isSignedBy(rsa.getPublic()))
                .isFalse();
        assertThat(new SnsMessage(notification("3").put("Signature", "AAAA")).isSignedBy(rsa.getPublic()))
                .isFalse();
        assertThat(new SnsMessage(notification("1").put("Signature", "%%")).isSignedBy(rsa.getPublic()))
                .isFalse();
        assertThat(new SnsMessage(Json.object()).isSignedBy(rsa.getPublic())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/SimpleNotificationService-1.pem",
                "http://sns.eu-central-1.amazonaws.com/x.pem",
                "https://sns.eu-central-1.amazonaws.com.evil.test/x.pem",
                "https://sns.s3-us-west-2.amazonaws.com/x.pem",
                "https://evil.test/sns.eu-central-1.amazonaws.com/x.pem",
                "https://sns.eu-central-1.amazonaws.com@evil.test/x.pem",
                "https://sns.eu-central-1.amazonaws.com:8443/x.pem",
                "https://bucket.s3.amazonaws.com/x.pem",
                "https://sns.eu-central-1.amazonaws.com/x.txt",
                "",
                "%"
            })
    void certificatesAreLookedForAtSnsOnly(String url) {
        assertThat(new SnsMessage(notification("1").put("SigningCertURL", url)).certificate())
                .isEmpty();
    }

    @Test
    void snsKeepsItsCertificatesUnderItsRegions() {
        assertThat(new SnsMessage(
                                notification("1").put("SigningCertURL", "https://sns.eu-central-1.amazonaws.com/x.pem"))
                        .certificate())
                .isPresent();
    }

    @Test
    void sendGridSignsTheTimestampAndTheBody() throws Exception {
        SendGridKey key = new SendGridKey(
                Base64.getEncoder().encodeToString(ec.getPublic().getEncoded()));
        byte[] body = "[{\"event\":\"delivered\"}]\r\n".getBytes(StandardCharsets.UTF_8);
        String signature = signature(
                "SHA256withECDSA",
                ec.getPrivate(),
                ("1600112502" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        assertThat(key.signed("1600112502", body, signature)).isTrue();
        assertThat(key.signed("1600112503", body, signature)).isFalse();
        assertThat(key.signed("1600112502", new byte[] {1}, signature)).isFalse();
        assertThat(key.signed("1600112502", body, "")).isFalse();
        assertThat(key.signed("1600112502", body, "no base64!")).isFalse();
    }

    @Test
    void aKeyThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new SendGridKey("hello"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.webhooks.sendgrid.public-key");
    }

    private static ObjectNode notification(String version) {
        return Json.object()
                .put("Type", "Notification")
                .put("MessageId", "id-1")
                .put("TopicArn", "arn:topic")
                .put("Message", "hello")
                .put("Timestamp", "2026-03-02T10:00:00.000Z")
                .put("SignatureVersion", version);
    }

    private static String signature(String algorithm, PrivateKey key, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(signed);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
