package dev.millrace.ingest.key;

import dev.millrace.contract.IngestSource;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast each source may send, in events: a bucket that holds what {@value #SECONDS_SAVED} quiet seconds save up. A request
 * passes when anything is left, whatever its size, and what it took too much is paid back before the next one passes: so a
 * batch larger than the bucket is not refused for ever. Each instance counts for itself.
 */
public final class RateLimits {

    private static final int SECONDS_SAVED = 5;

    private final int browserEvents;
    private final int serverEvents;
    private final LongSupplier nanoTime;
    private final Map<String, Limited> buckets = new ConcurrentHashMap<>();

    /**
     * @param browserEvents in a second, where the source does not say
     * @param nanoTime like {@link System#nanoTime}
     */
    public RateLimits(int browserEvents, int serverEvents, LongSupplier nanoTime) {
        if (Math.min(browserEvents, serverEvents) < 1
                || Math.max(browserEvents, serverEvents) > IngestSource.MAX_EVENTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "millrace.limits: expected 1 to " + IngestSource.MAX_EVENTS_PER_SECOND + " events in a second");
        }
        this.browserEvents = browserEvents;
        this.serverEvents = serverEvents;
        this.nanoTime = nanoTime;
    }

    /** Zero when the events may pass; else how long to wait, and nothing was taken. */
    public Duration take(IngestSource source, int events) {
        Bucket bucket = bucket(source);
        ConsumptionProbe first = bucket.tryConsumeAndReturnRemaining(1);
        if (!first.isConsumed()) {
            return Duration.ofNanos(first.getNanosToWaitForRefill());
        }
        if (events > 1) {
            bucket.consumeIgnoringRateLimits(events - 1L);
        }
        return Duration.ZERO;
    }

    /** How long to wait before anything may pass; takes nothing. */
    public Duration wait(IngestSource source) {
        return Duration.ofNanos(bucket(source).estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    public int eventsPerSecond(IngestSource source) {
        Integer own = source.eventsPerSecond();
        if (own != null) {
            return own;
        }
        return switch (source.kind()) {
            case BROWSER -> browserEvents;
            case SERVER -> serverEvents;
        };
    }

    /** A new one when the source's rate has changed. */
    private Bucket bucket(IngestSource source) {
        int rate = eventsPerSecond(source);
        Limited known = buckets.get(source.name());
        // looked at before it is changed, for changing locks
        return known != null && known.rate == rate
                ? known.bucket
                : buckets.compute(
                                source.name(),
                                (name, before) -> before != null && before.rate == rate
                                        ? before
                                        : new Limited(rate, newBucket(rate)))
                        .bucket;
    }

    private Bucket newBucket(int rate) {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity((long) rate * SECONDS_SAVED).refillGreedy(rate, Duration.ofSeconds(1)))
                .withCustomTimePrecision(new NanoMeter(nanoTime))
                .build();
    }

    private record Limited(int rate, Bucket bucket) {}
}
