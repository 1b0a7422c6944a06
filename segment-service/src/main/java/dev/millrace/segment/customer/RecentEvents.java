package dev.millrace.segment.customer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a customer, as bytes: they lie in the customer's record, which each event writes anyway, until there are
 * {@value #MOST} of them. Then they become one entry of the timeline.
 *
 * @see dev.millrace.segment.codec.RecentCodec
 */
public final class RecentEvents {

    /** So many become an entry. */
    public static final int MOST = 4;

    public static final RecentEvents EMPTY = new RecentEvents(0, 0, new byte[0]);

    private final long entries;
    private final int count;
    private final byte[] bytes;

    private RecentEvents(long entries, int count, byte[] bytes) {
        this.entries = entries;
        this.count = count;
        this.bytes = bytes;
    }

    /**
     * As they were stored.
     *
     * @param entries that the timeline has been given before
     * @param bytes of so many events, one behind the other
     */
    public static RecentEvents of(long entries, int count, byte[] bytes) {
        return entries == 0 && count == 0 ? EMPTY : new RecentEvents(entries, count, bytes);
    }

    /** How many entries the timeline has been given, the last of them under this number. */
    public long entries() {
        return entries;
    }

    public int count() {
        return count;
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * @param event its bytes, which tell where they end
     */
    public RecentEvents with(byte[] event) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + event.length);
        System.arraycopy(event, 0, more, bytes.length, event.length);
        return new RecentEvents(entries, count + 1, more);
    }

    /** Whether they are to become an entry now. */
    public boolean isFull() {
        return count == MOST;
    }

    /** What is left in the record: nothing once they have become an entry. */
    public RecentEvents rest() {
        return isFull() ? new RecentEvents(entries + 1, 0, EMPTY.bytes) : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecentEvents recent
                && entries == recent.entries
                && count == recent.count
                && Arrays.equals(bytes, recent.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return count + " events after " + entries + " entries";
    }
}
