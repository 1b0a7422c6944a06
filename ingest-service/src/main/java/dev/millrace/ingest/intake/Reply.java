package dev.millrace.ingest.intake;

import dev.millrace.ingest.tracking.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a producer is answered. Clients drop their events at 400, 401, 403, 404 and 413, so those are for what will never be
 * taken; what is temporary is 429 or 503 and says when to try again.
 *
 * @param body written as JSON
 */
public record Reply(int status, Map<String, String> headers, Object body) {

    public static Reply stored(int accepted, List<Reading.Refused> refused) {
        return new Reply(200, Map.of(), Answer.stored(accepted, refused));
    }

    public static Reply badRequest(String code, String message) {
        return error(400, Map.of(), code, message);
    }

    static Reply unknownKey() {
        return error(
                401,
                Map.of("WWW-Authenticate", "Basic realm=\"millrace\""),
                "unknown-key",
                "the write key is missing or unknown, expected Authorization: Basic base64(KEY:), or writeKey in the"
                        + " body or the address");
    }

    /** @param certain whether a source that is not known is known by nobody */
    public static Reply noSuchSource(boolean certain) {
        return certain
                ? error(404, Map.of(), "unknown-key", "no source has this write key")
                : tryAgain("starting", "it is being read who may send; ask again", Duration.ofSeconds(1));
    }

    static Reply noWebhookSecret() {
        return error(
                404,
                Map.of(),
                "no-webhook-secret",
                "this source takes no webhooks: its webhook-secret must name a setting that holds the shop's secret");
    }

    static Reply badSignature() {
        return error(
                401,
                Map.of(),
                "bad-signature",
                "the signature is not that of this source's secret over this body, expected the shop's webhook secret");
    }

    static Reply serverKeyNeeded(String found) {
        return error(403, Map.of(), "server-key-needed", found + ", expected the key of a server source");
    }

    static Reply strangeOrigin() {
        return error(
                403,
                Map.of(),
                "origin-not-allowed",
                "this browser key may not be used by pages of this origin; add it to the origins of its source");
    }

    public static Reply tooBig(String message) {
        return error(413, Map.of(), "too-big", message);
    }

    /** The body did not come in time. Not 408, at which some clients drop what they sent. */
    public static Reply tooSlow(Duration within, Duration retryAfter) {
        return tryAgain(
                "too-slow",
                "the body was not here within %d seconds; send it again".formatted(seconds(within)),
                retryAfter);
    }

    static Reply tooFast(int eventsPerSecond, Duration wait) {
        return error(
                429,
                Map.of("Retry-After", Long.toString(seconds(wait))),
                "too-fast",
                "more than %d events in a second were sent with this key; send the same again later"
                        .formatted(eventsPerSecond));
    }

    static Reply addressTooFast(int eventsPerSecond, Duration wait) {
        return error(
                429,
                Map.of("Retry-After", Long.toString(seconds(wait))),
                "address-too-fast",
                "more than %d events in a second came from this address; send the same again later"
                        .formatted(eventsPerSecond));
    }

    public static Reply tryAgain(String code, String message, Duration after) {
        return error(503, Map.of("Retry-After", Long.toString(seconds(after))), code, message);
    }

    /** Whole seconds, at least one, never less than the time itself. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }

    /** What went wrong in a word; empty when nothing did. */
    public Optional<String> code() {
        return body instanceof ErrorAnswer answer ? Optional.of(answer.error().code()) : Optional.empty();
    }

    private static Reply error(int status, Map<String, String> headers, String code, String message) {
        return new Reply(status, headers, ErrorAnswer.of(code, message));
    }
}
