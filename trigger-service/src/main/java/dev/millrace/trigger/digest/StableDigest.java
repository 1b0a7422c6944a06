package dev.millrace.trigger.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parts with their lengths: the same parts give the same, wherever and whenever. */
public final class StableDigest {

    private static final int ID_BYTES = 16;
    private static final double WHOLE = 1L << 31;

    private StableDigest() {}

    /** 128 bits in hex. */
    public static String id(String... parts) {
        return HexFormat.of().formatHex(digest(parts), 0, ID_BYTES);
    }

    /** From 0 up to the bound, spread evenly. */
    public static long below(int bound, String... parts) {
        return Long.remainderUnsigned(ByteBuffer.wrap(digest(parts)).getLong(), bound);
    }

    /** From 0 up to 1, spread evenly. */
    public static double share(String... parts) {
        return (ByteBuffer.wrap(digest(parts)).getInt() & 0x7fff_ffff) / WHOLE;
    }

    private static byte[] digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
