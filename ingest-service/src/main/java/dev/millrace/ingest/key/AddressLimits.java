package dev.millrace.ingest.key;

import dev.millrace.contract.IngestSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How fast one address may send with a browser's key, so that a single visitor can't use up what all have together. Of each
 * address only the moment is kept at which it has paid for all it sent; quiet time saves up what {@value #SECONDS_SAVED}
 * seconds allow. As in {@link RateLimits} a request passes when anything is left, and pays for the rest later.
 *
 * <p>Memory is fixed: addresses share {@value #SLOTS} slots, two of them now and then the same one; which ones nobody can
 * choose who does not know the seed.
 */
public final class AddressLimits {

    private static final int SECONDS_SAVED = 5;
    private static final int SLOTS = 1 << 16;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SAVED = SECONDS_SAVED * SECOND;

    private final int eventsPerSecond;
    private final long nanosPerEvent;
    private final long seed;
    private final LongSupplier nanoTime;
    private final long start;
    private final AtomicLongArray paidAt = new AtomicLongArray(SLOTS);

    /**
     * @param eventsPerSecond of one address; 0 for no limit
     * @param nanoTime like {@link System#nanoTime}
     */
    public AddressLimits(int eventsPerSecond, long seed, LongSupplier nanoTime) {
        if (eventsPerSecond < 0 || eventsPerSecond > IngestSource.MAX_EVENTS_PER_SECOND) {
            throw new IllegalArgumentException("millrace.limits.address-events-per-second is " + eventsPerSecond
                    + ", expected 0 (no limit) to " + IngestSource.MAX_EVENTS_PER_SECOND);
        }
        this.eventsPerSecond = eventsPerSecond;
        this.nanosPerEvent = eventsPerSecond == 0 ? 0 : SECOND / eventsPerSecond;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    public int eventsPerSecond() {
        return eventsPerSecond;
    }

    /** Zero when the events may pass; else how long to wait, and nothing was taken. */
    public Duration take(IngestSource source, String address, int events) {
        if (!isHeld(source, address)) {
            return Duration.ZERO;
        }
        long now = now();
        int slot = slot(source, address);
        while (true) {
            long paid = paidAt.get(slot);
            if (paid >= now + SAVED) {
                return untilSomethingIsLeft(paid, now);
            }
            if (paidAt.compareAndSet(slot, paid, Math.max(paid, now) + events * nanosPerEvent)) {
                return Duration.ZERO;
            }
        }
    }

    /** How long to wait before anything may pass; takes nothing. */
    public Duration wait(IngestSource source, String address) {
        if (!isHeld(source, address)) {
            return Duration.ZERO;
        }
        long now = now();
        long paid = paidAt.get(slot(source, address));
        return paid >= now + SAVED ? untilSomethingIsLeft(paid, now) : Duration.ZERO;
    }

    private boolean isHeld(IngestSource source, String address) {
        return eventsPerSecond > 0 && source.kind() == IngestSource.Kind.BROWSER && !address.isEmpty();
    }

    private Duration untilSomethingIsLeft(long paid, long now) {
        return Duration.ofNanos(paid - now - SAVED + 1);
    }

    /** Begins above 0, which stands in slots that nobody has used. */
    private long now() {
        return nanoTime.getAsLong() - start + 1;
    }

    private int slot(IngestSource source, String address) {
        long hash = seed;
        hash = mixed(hash, source.name());
        hash = mixed(hash, address);
        return (int) (hash >>> (Long.SIZE - 16));
    }

    private static long mixed(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return (mixed ^ text.length()) * 0xC2B2AE3D27D4EB4FL;
    }
}
