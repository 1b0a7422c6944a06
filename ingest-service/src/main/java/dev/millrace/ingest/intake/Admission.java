package dev.millrace.ingest.intake;

import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.key.AddressLimits;
import dev.millrace.ingest.key.BasicCredentials;
import dev.millrace.ingest.key.RateLimits;
import dev.millrace.ingest.key.SourceBook;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends, and whether they may. The key stands in a header, else in the body, else in the address. */
@Singleton
class Admission {

    private static final Duration STARTING = Duration.ofSeconds(1);

    private final SourceBook sources;
    private final RateLimits limits;
    private final AddressLimits addresses;

    Admission(SourceBook sources, RateLimits limits, AddressLimits addresses) {
        this.sources = sources;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** Whose key stands in the header; empty also when none does. */
    Optional<IngestSource> byHeader(Sent sent, Instant now) {
        return BasicCredentials.key(sent.authorization()).flatMap(key -> sources.byKey(key, now));
    }

    /** Whose key stands in the body, else in the address; nobody's when the header has a key. */
    Optional<IngestSource> byBodyOrAddress(Sent sent, @Nullable String bodyKey, Instant now) {
        @Nullable String key = bodyKey != null ? bodyKey : sent.writeKey();
        return key == null || hasKeyInHeader(sent) ? Optional.empty() : sources.byKey(key, now);
    }

    boolean hasKeyInHeader(Sent sent) {
        return BasicCredentials.key(sent.authorization()).isPresent();
    }

    /** Before it was read who may send, a key that is not known yet must not cost its producer the events. */
    Reply unknown() {
        return sources.complete()
                ? Reply.unknownKey()
                : Reply.tryAgain("starting", "it is being read who may send; send the same again", STARTING);
    }

    /** Empty when the source may send this from where it is. */
    Optional<Reply> refusal(IngestSource source, Sent sent) {
        if (sent.call().historical() && !source.mayWriteHistory()) {
            return Optional.of(Reply.serverKeyNeeded("history was sent with a browser key"));
        }
        if (source.kind() == IngestSource.Kind.BROWSER && sent.origin() != null && !source.takesFrom(sent.origin())) {
            return Optional.of(Reply.strangeOrigin());
        }
        return Optional.empty();
    }

    /** Empty when the source may send anything now; nothing is counted. */
    Optional<Reply> exhausted(IngestSource source, Sent sent) {
        return slowedDown(addresses.wait(source, sent.client())).or(() -> slowedDown(source, limits.wait(source)));
    }

    /** Empty when the source, and the address that sends with its key, may send so many events now. */
    Optional<Reply> tooFast(IngestSource source, Sent sent, int events) {
        return slowedDown(addresses.take(source, sent.client(), events))
                .or(() -> slowedDown(source, limits.take(source, events)));
    }

    private Optional<Reply> slowedDown(Duration wait) {
        return wait.isZero() ? Optional.empty() : Optional.of(Reply.addressTooFast(addresses.eventsPerSecond(), wait));
    }

    private Optional<Reply> slowedDown(IngestSource source, Duration wait) {
        return wait.isZero() ? Optional.empty() : Optional.of(Reply.tooFast(limits.eventsPerSecond(source), wait));
    }
}
