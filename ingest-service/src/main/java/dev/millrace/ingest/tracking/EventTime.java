package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened. A device's clock may be wrong, but the time between the event and its sending is right by any
 * clock: {@code receivedAt - (sentAt - timestamp)}. Without {@code sentAt} the timestamp stands as sent, without either the
 * event happened when it was received. Never after it was received: that is the clock lying.
 *
 * @param ahead whether the time was after receiving and was cut back to it
 */
record EventTime(Instant at, boolean ahead) {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    static EventTime of(JsonNode call, @Nullable Instant batchSentAt, Origin origin) {
        JsonNode original = call.path("originalTimestamp");
        JsonNode sent = Fields.present(original) ? original : call.path("timestamp");
        Optional<Instant> happened = SentTime.of(sent);
        if (happened.isEmpty() && Fields.present(sent)) {
            throw new BadField(
                    Reading.Reason.BAD_TIME,
                    "the timestamp is not an instant, expected ISO-8601 like 2026-03-01T10:00:00.000Z");
        }
        Optional<Instant> sentAt = SentTime.of(call.path("sentAt")).or(() -> Optional.ofNullable(batchSentAt));
        Instant received = origin.receivedAt();
        Instant at = happened.map(instant -> sentAt.isPresent() && !origin.historical()
                        ? received.minus(Duration.between(instant, sentAt.get()))
                        : instant)
                .orElse(received);
        if (at.isBefore(EARLIEST)) {
            throw new BadField(
                    Reading.Reason.BAD_TIME,
                    "the event happened before 1900 by its timestamp and sentAt, expected a time of this shop");
        }
        return at.isAfter(received) ? new EventTime(received, true) : new EventTime(at, false);
    }
}
