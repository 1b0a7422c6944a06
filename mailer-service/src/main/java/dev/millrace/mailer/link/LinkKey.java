package dev.millrace.mailer.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs links and names addresses in the suppressions. A token is base64url of its text and an HMAC-SHA256
 * over purpose and text, cut to 128 bits; it is compared in constant time, and any change makes it nobody's. Links in mails
 * already sent die with the secret, so it has to stay the same for the life of an installation.
 */
public final class LinkKey {

    private static final int MIN_SECRET_LENGTH = 16;
    private static final int MAX_TOKEN_LENGTH = 8_192;
    private static final int SIGNATURE_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public LinkKey(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("millrace.links.key needs at least " + MIN_SECRET_LENGTH
                    + " characters: set it to long random text");
        }
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String sign(String purpose, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] token = new byte[SIGNATURE_BYTES + bytes.length];
        System.arraycopy(hmac(purpose, bytes), 0, token, 0, SIGNATURE_BYTES);
        System.arraycopy(bytes, 0, token, SIGNATURE_BYTES, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The text that was signed for this purpose; empty for anything else. */
    Optional<String> verify(String purpose, String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signature = java.util.Arrays.copyOf(bytes, SIGNATURE_BYTES);
        byte[] text = java.util.Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
        byte[] expected = java.util.Arrays.copyOf(hmac(purpose, text), SIGNATURE_BYTES);
        return MessageDigest.isEqual(signature, expected)
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Names an address without telling it: the same for any spelling in capitals and with spaces around. */
    public String addressHash(String address) {
        byte[] normalised = address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(hmac("address", normalised), 0, SIGNATURE_BYTES);
    }

    private byte[] hmac(String purpose, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
