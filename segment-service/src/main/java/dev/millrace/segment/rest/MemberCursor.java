package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of a segment's members: a partition and the last customer that was shown of it. It stays good while
 * members come and go: nobody who stays is left out or shown twice.
 *
 * @param after null at the start of the partition
 */
record MemberCursor(int partition, @Nullable CustomerId after) {

    static final MemberCursor START = new MemberCursor(0, null);

    static MemberCursor read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = plain.indexOf('|');
            int partition = Integer.parseInt(plain.substring(0, Math.max(bar, 0)));
            String id = plain.substring(bar + 1);
            if (partition < 0) {
                throw new IllegalArgumentException("negative");
            }
            return new MemberCursor(partition, id.isEmpty() ? null : CustomerId.of(id));
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("\"after\" is no place in the list; expected the \"next\" of the page before");
        }
    }

    String text() {
        String plain = partition + "|" + (after == null ? "" : after.value());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
