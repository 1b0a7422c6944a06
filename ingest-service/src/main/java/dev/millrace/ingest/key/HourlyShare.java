package dev.millrace.ingest.key;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** So much for each source in an hour, the whole of it at once if need be. */
public final class HourlyShare {

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    public HourlyShare(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    public boolean take(String source) {
        return buckets.computeIfAbsent(source, name -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofHours(1)))
                .withCustomTimePrecision(new NanoMeter(nanoTime))
                .build();
    }
}
