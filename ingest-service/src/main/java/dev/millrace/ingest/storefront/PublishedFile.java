package dev.millrace.ingest.storefront;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that browsers and caches keep, with the tag by which they ask whether theirs are still good. */
public record PublishedFile(byte[] bytes, String etag) {

    private static final int DIGITS = 16;

    public static PublishedFile of(byte[] bytes) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new PublishedFile(bytes, HexFormat.of().formatHex(sha).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a request that names this version may keep the answer for ever. */
    public boolean isVersion(@Nullable String asked) {
        return etag.equals(asked);
    }
}
