package dev.millrace.ingest.intake;

import dev.millrace.contract.IngestSource;
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

    Admission(SourceBook sources, RateLimits limits) {
        this.sources = sources;
        this.limits = limits;
    }

    /** Whether the key of the header is unknown: then the body need not be read. */
    boolean isStranger(Sent sent, Instant now) {
        return BasicCredentials.key(sent.authorization())
                .filter(key -> sources.byKey(key, now).isEmpty())
                .isPresent();
    }

    /** The source whose key is in the header or the address, as far as can be told without the body. */
    Optional<IngestSource> bySent(Sent sent, Instant now) {
        return key(sent, null).flatMap(key -> sources.byKey(key, now));
    }

    Optional<IngestSource> source(Sent sent, @Nullable String bodyKey, Instant now) {
        return key(sent, bodyKey).flatMap(key -> sources.byKey(key, now));
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
            return Optional.of(Reply.serverKeyNeeded());
        }
        if (source.kind() == IngestSource.Kind.BROWSER && sent.origin() != null && !source.takesFrom(sent.origin())) {
            return Optional.of(Reply.strangeOrigin());
        }
        return Optional.empty();
    }

    /** Empty when the source may send so many events now. */
    Optional<Reply> tooFast(IngestSource source, int events) {
        Duration wait = limits.take(source, events);
        return wait.isZero() ? Optional.empty() : Optional.of(Reply.tooFast(limits.eventsPerSecond(source), wait));
    }

    private static Optional<String> key(Sent sent, @Nullable String bodyKey) {
        return BasicCredentials.key(sent.authorization())
                .or(() -> Optional.ofNullable(bodyKey))
                .or(() -> Optional.ofNullable(sent.writeKey()));
    }
}
