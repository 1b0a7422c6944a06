package dev.millrace.ingest.webhook;

import dev.millrace.contract.ShopEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The message ids of what a shop tells. What is told once of a thing (an order was completed, a refund was made) has its id
 * from the thing, so that it is one event by whichever topic and delivery it comes, also months later: shops tell an order's
 * state again with each change of the order. Anything else has its id from the delivery.
 */
final class MessageIds {

    private static final int BYTES = 16;

    private final Delivery delivery;

    MessageIds(Delivery delivery) {
        this.delivery = delivery;
    }

    /** Of what this delivery says with this name. */
    String ofDelivery(String name) {
        return "webhook-" + hash("delivery", delivery.topic(), delivery.id(), name);
    }

    /** Of what happens to a thing once. */
    String once(String thing, String id, String what) {
        return ShopEvent.ONCE + "webhook-" + hash(thing, id, what);
    }

    private String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, delivery.source());
            for (String part : parts) {
                add(digest, part);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
