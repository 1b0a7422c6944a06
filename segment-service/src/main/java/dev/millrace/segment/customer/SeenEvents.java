package dev.millrace.segment.customer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.datasketches.hash.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * Which events came in the last day, so that one that is sent again counts once: of each the hour in which it was stored and 40
 * bits of a hash of its id. At {@value #MAX_EVENTS} events one new event in two thousand million is taken for a repeated one; a
 * customer with more in a day keeps the newest.
 *
 * <p>What a shop tells again with each change of an order, under an id that says so, is remembered for good: the newest
 * {@value #MAX_FOR_GOOD} of them.
 */
public final class SeenEvents {

    public static final int MAX_EVENTS = 500;

    public static final int MAX_FOR_GOOD = 200;

    /** With this begins the name of an event that is remembered for good. */
    static final char FOR_GOOD = 'o';

    public static final SeenEvents EMPTY = new SeenEvents(0, new byte[0]);

    /** Producers may repeat an event for a day; hours are counted from when they begin. */
    private static final long HOURS = 24;

    private static final long SEED = 0;
    private static final long HASH = (1L << 40) - 1;

    /** One octet is the age in hours, as of the newest; five are the hash, the highest first. */
    private static final int ENTRY = 6;

    /** Stands where the age would. */
    private static final byte AGELESS = (byte) 0xFF;

    private final long newest;
    private final byte[] entries;

    private SeenEvents(long newest, byte[] entries) {
        this.newest = newest;
        this.entries = entries;
    }

    /**
     * As it was stored.
     *
     * @param newest hour of the newest, since 1970
     * @throws IllegalArgumentException if no such bytes were ever stored
     */
    public static SeenEvents of(long newest, byte[] entries) {
        if (entries.length % ENTRY != 0) {
            throw new IllegalArgumentException(entries.length + " octets are no whole entries");
        }
        return entries.length == 0 ? EMPTY : new SeenEvents(newest, entries);
    }

    /** In hours since 1970. */
    public long newest() {
        return newest;
    }

    /** Not to be changed. */
    public byte[] entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.length == 0;
    }

    /**
     * Whether an event came before.
     *
     * @param stored log time of the event that may be a repeated one
     */
    public boolean contains(String event, Instant stored) {
        if (entries.length == 0) {
            return false;
        }
        long hash = hash(event);
        long hour = hour(stored);
        for (int at = 0; at < entries.length; at += ENTRY) {
            if (hash(at) == hash && (isForGood(at) || hour - hour(at) <= HOURS)) {
                return true;
            }
        }
        return false;
    }

    /** With one more, and without those of more than a day before. */
    public SeenEvents with(String event, Instant stored) {
        Builder builder = new Builder(Math.max(newest, hour(stored)), entries.length + ENTRY);
        if (event.charAt(0) == FOR_GOOD) {
            builder.addForGood(hash(event));
        } else {
            builder.add(hour(stored), hash(event));
        }
        return builder.addAll(this).build();
    }

    /** What came to either of two customers who are one. */
    public SeenEvents and(SeenEvents other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        SeenEvents older = newest < other.newest ? this : other;
        SeenEvents newer = older == this ? other : this;
        return new Builder(newer.newest, entries.length + other.entries.length)
                .addAll(newer)
                .addAll(older)
                .build();
    }

    private boolean isForGood(int at) {
        return entries[at] == AGELESS;
    }

    private long hour(int at) {
        return newest - entries[at];
    }

    private long hash(int at) {
        long hash = 0;
        for (int i = at + 1; i < at + ENTRY; i++) {
            hash = hash << 8 | entries[i] & 0xFF;
        }
        return hash;
    }

    private static long hour(Instant stored) {
        return Math.floorDiv(stored.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }

    private static long hash(String event) {
        return MurmurHash3.hash(event.getBytes(StandardCharsets.UTF_8), SEED)[0] & HASH;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeenEvents seen && newest == seen.newest && Arrays.equals(entries, seen.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return entries.length / ENTRY + " events up to hour " + newest;
    }

    /** Takes entries from the newest to the oldest. */
    private static final class Builder {

        private final long newest;
        private final byte[] entries;
        private int length;
        private int forGood;

        private Builder(long newest, int most) {
            this.newest = newest;
            this.entries = new byte[Math.min(most, (MAX_EVENTS + MAX_FOR_GOOD) * ENTRY)];
        }

        void add(long hour, long hash) {
            if (newest - hour <= HOURS && length / ENTRY - forGood < MAX_EVENTS) {
                put((byte) (newest - hour), hash);
            }
        }

        void addForGood(long hash) {
            if (forGood < MAX_FOR_GOOD) {
                put(AGELESS, hash);
                forGood++;
            }
        }

        private void put(byte age, long hash) {
            entries[length] = age;
            for (int i = ENTRY - 1; i > 0; i--) {
                entries[length + i] = (byte) (hash >> 8 * (ENTRY - 1 - i));
            }
            length += ENTRY;
        }

        Builder addAll(SeenEvents seen) {
            for (int at = 0; at < seen.entries.length; at += ENTRY) {
                if (seen.isForGood(at)) {
                    addForGood(seen.hash(at));
                } else {
                    add(seen.hour(at), seen.hash(at));
                }
            }
            return this;
        }

        SeenEvents build() {
            return new SeenEvents(newest, length == entries.length ? entries : Arrays.copyOf(entries, length));
        }
    }
}
