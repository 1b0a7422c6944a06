package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs links. A token is base64url of its text and an HMAC-SHA256 over purpose and text, cut to 128 bits; it
 * is compared in constant time, and any change makes it nobody's. Links that were given out die with the secret, so it has to
 * stay the same for the life of an installation. A token can be read by whoever holds it: it must not name an address.
 */
public final class SigningKey {

    private static final int MIN_SECRET_LENGTH = 16;
    private static final int MAX_TOKEN_LENGTH = 8_192;
    private static final int SIGNATURE_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    /** Has the secret, and is only ever copied: asking the runtime for a new one takes longer than to sign. */
    private final Mac ready;

    public SigningKey(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("millrace.links.key needs at least " + MIN_SECRET_LENGTH
                    + " characters: set it to long random text");
        }
        try {
            ready = Mac.getInstance(ALGORITHM);
            ready.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** @param purpose a token is good for no other */
    public String sign(String purpose, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] token = new byte[SIGNATURE_BYTES + bytes.length];
        System.arraycopy(fingerprint(purpose, bytes), 0, token, 0, SIGNATURE_BYTES);
        System.arraycopy(bytes, 0, token, SIGNATURE_BYTES, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The text that was signed for this purpose; empty for anything else. */
    public Optional<String> verify(String purpose, String token) {
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
        byte[] signature = Arrays.copyOf(bytes, SIGNATURE_BYTES);
        byte[] text = Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
        return MessageDigest.isEqual(signature, fingerprint(purpose, text))
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Names a text to whoever has the secret, and to nobody else; 128 bits. */
    public byte[] fingerprint(String purpose, byte[] text) {
        try {
            Mac mac = (Mac) ready.clone();
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text), SIGNATURE_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the runtime's " + ALGORITHM + " can't be copied", e);
        }
    }
}
