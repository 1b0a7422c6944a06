package dev.millrace.trigger.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that a target shares with us. A call is signed with each key that is in force, so that the receiver can change
 * from one to the next at any moment.
 *
 * @param id tells the receiver which one it is
 * @param secret as it was shown once: {@code whsec_} and base64
 */
public record SigningKey(String id, String secret) {

    public static final String TIMESTAMP = "Millrace-Timestamp";
    public static final String SIGNATURE = "Millrace-Signature";
    public static final String CALL_ID = "Millrace-Call";

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final String ALGORITHM = "HmacSHA256";

    public static SigningKey make(SecureRandom chance) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[BYTES];
        chance.nextBytes(id);
        chance.nextBytes(secret);
        return new SigningKey(
                "k" + HexFormat.of().formatHex(id), PREFIX + Base64.getEncoder().encodeToString(secret));
    }

    /** The header's value: for each key its id and what it makes of {@code timestamp.body}, in hex. */
    public static String signatures(List<SigningKey> keys, Instant timestamp, byte[] body) {
        return keys.stream()
                .map(key -> key.id + "=" + key.sign(timestamp, body))
                .collect(Collectors.joining(", "));
    }

    /** Seconds since 1970, as the header and the signature have it. */
    public static String text(Instant timestamp) {
        return Long.toString(timestamp.getEpochSecond());
    }

    String sign(Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(text(timestamp).getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) '.');
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
