package dev.millrace.ingest.intake;

import dev.millrace.ingest.tracking.CallType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came, before any of it was understood.
 *
 * @param writeKey the key in the address
 * @param origin of the page that sends, as its browser says
 * @param sentAt when it was sent by the sender's clock, where a header says so
 * @param anonymousId of the sender in base64, where a header says so
 * @param client the address it came from, as far as it can be believed; empty if nobody can tell
 */
public record Sent(
        Call call,
        @Nullable String authorization,
        @Nullable String writeKey,
        @Nullable String origin,
        @Nullable String sentAt,
        @Nullable String anonymousId,
        String client,
        byte[] body) {

    /**
     * What is asked for.
     *
     * @param single the type of the one call in the body; empty: a batch
     * @param historical whether it happened before the shop came here
     */
    public record Call(Optional<CallType> single, boolean historical) {

        public static final Call BATCH = new Call(Optional.empty(), false);
        public static final Call HISTORY = new Call(Optional.empty(), true);

        public static Call of(CallType type) {
            return new Call(Optional.of(type), false);
        }
    }
}
