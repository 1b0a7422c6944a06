package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An API key as configuration keeps it: the SHA-256 of the key in hex, never the key. Keys are long random text, so a plain
 * digest is enough. Comparison takes the same time wherever the first difference is.
 */
public record ApiKeyHash(String sha256) {

    private static final int HEX_LENGTH = 64;

    public ApiKeyHash {
        if (!sha256.matches("[0-9a-f]{" + HEX_LENGTH + "}")) {
            throw new IllegalArgumentException("a key hash is " + HEX_LENGTH + " lower-case hex digits (SHA-256)");
        }
    }

    public static ApiKeyHash ofKey(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new ApiKeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public boolean matches(String presentedKey) {
        byte[] presented = ofKey(presentedKey).sha256.getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(presented, sha256.getBytes(StandardCharsets.US_ASCII));
    }
}
