package dev.millrace.trigger.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the shop that a campaign listens for.
 *
 * @param name as Segment spells it or in snake case
 * @param filter a condition on the event in the segment language, as it stands in braces there; null takes every one
 * @param properties paths of what the campaign wants to know of it
 */
public record WatchedEvent(String name, @Nullable String filter, List<String> properties) {

    private static final int ID_BYTES = 16;

    public WatchedEvent {
        properties = List.copyOf(properties);
    }

    /** The id of its watch: the same for the same event, filter and properties, so that campaigns share one. */
    public String watchId() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, name);
            add(digest, filter == null ? "" : filter);
            properties.forEach(property -> add(digest, property));
            return "campaign-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
