package dev.millrace.trigger.journey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that come out the same whenever they are computed from the same parts: SHA-256 over the parts with their lengths, cut
 * to 128 bits, in hex. A request that is made twice for the same step is therefore one message.
 */
final class DeterministicId {

    private static final int BYTES = 16;

    private DeterministicId() {}

    static String enrolment(String campaign, String customer, String transition) {
        return of("enrolment", campaign, customer, transition);
    }

    static String message(String enrolment, String step) {
        return of("message", enrolment, step);
    }

    static String event(String enrolment, String step, int place) {
        return of("event", enrolment, step, Integer.toString(place));
    }

    static String call(String enrolment, String step) {
        return of("call", enrolment, step);
    }

    static long number(String... parts) {
        return ByteBuffer.wrap(digest(parts)).getLong();
    }

    private static String of(String... parts) {
        return HexFormat.of().formatHex(digest(parts), 0, BYTES);
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
