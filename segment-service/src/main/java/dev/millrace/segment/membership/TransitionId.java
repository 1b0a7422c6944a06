package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Names a transition by what it is and what caused it, so that computing it again gives the same name. */
final class TransitionId {

    private static final int BYTES = 16;

    private TransitionId() {}

    static String of(
            CustomerId customer,
            String segment,
            int version,
            SegmentTransition.Kind kind,
            Instant at,
            LogPosition position) {
        String text = String.join(
                "\n",
                customer.value(),
                segment,
                Integer.toString(version),
                kind.name(),
                Long.toString(at.toEpochMilli()),
                position.toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
