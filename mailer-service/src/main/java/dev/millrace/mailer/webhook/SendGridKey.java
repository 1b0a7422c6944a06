package dev.millrace.mailer.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key with which SendGrid signs its events: ECDSA over SHA-256 of the timestamp and the body as it came
 * (www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features).
 */
public final class SendGridKey {

    private final PublicKey key;

    /** @throws IllegalArgumentException if it is no such key */
    public SendGridKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64.strip());
            key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "millrace.webhooks.sendgrid.public-key is not the verification key that SendGrid shows", e);
        }
    }

    public boolean signed(String timestamp, byte[] body, String signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(timestamp.getBytes(StandardCharsets.UTF_8));
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
