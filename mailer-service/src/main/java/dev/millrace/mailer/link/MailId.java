package dev.millrace.mailer.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * What a message is called in the world of mail: in its Message-ID and in the addresses to which something about it comes
 * back. It follows from the message's id, so a message that is made again is called the same, and it tells nothing.
 */
public record MailId(UUID value) {

    static final int BYTES = 16;
    private static final int TEXT_LENGTH = 36;

    public static MailId of(String message) {
        return new MailId(UUID.nameUUIDFromBytes(message.getBytes(StandardCharsets.UTF_8)));
    }

    public static Optional<MailId> parse(String text) {
        try {
            return text.length() == TEXT_LENGTH ? Optional.of(new MailId(UUID.fromString(text))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Out of a Message-ID of ours. */
    public static Optional<MailId> ofHeader(String header) {
        String inside = header.strip().replaceAll("^<|>$", "");
        int at = inside.indexOf('@');
        return at < 0 ? Optional.empty() : parse(inside.substring(0, at));
    }

    static MailId of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new MailId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
