package dev.millrace.segment.codec;

import dev.millrace.segment.codec.PastEventCodec.Remembered;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest events of a customer, one behind the other, in the customer's record and as an entry of the timeline; none is two
 * octets. An entry of its own begins with the layout's version.
 */
public final class RecentCodec {

    private static final int VERSION = 1;

    private RecentCodec() {}

    /**
     * An entry of the timeline.
     *
     * @param number counts a customer's entries from 1
     * @param horizon what happened after this instant is there, as far as entries before this one say
     */
    public record Entry(long number, Instant horizon, Timeline events) {

        /** Everything after this instant is in this entry or a later one. */
        public Instant exactSince() {
            return events.exactSince().isAfter(horizon) ? events.exactSince() : horizon;
        }

        /** What can be said without the entry, of which one event at least is the newest. */
        public Instant exactSinceWithoutIt() {
            Instant since = exactSince();
            for (PastEvent event : events.events()) {
                since = event.at().isAfter(since) ? event.at() : since;
            }
            return since;
        }
    }

    /**
     * The events with one more.
     *
     * @param horizon everything after this instant is remembered
     */
    public static RecentEvents add(RecentEvents recent, PastEvent event, Instant horizon) {
        byte[] bytes = PastEventCodec.encode(new Remembered(event, horizon));
        ByteWriter out = new ByteWriter(bytes.length + Integer.BYTES);
        out.unsigned(bytes.length);
        out.raw(bytes, 0, bytes.length);
        return recent.with(out.toBytes());
    }

    /** @throws UnreadableState if the bytes are damaged or of a newer layout */
    public static Timeline events(RecentEvents recent) {
        return events(new ByteReader(recent.bytes()), recent.count());
    }

    private static Timeline events(ByteReader in, int count) {
        List<PastEvent> events = new ArrayList<>(count);
        Instant exactSince = Instant.EPOCH;
        for (int left = count; left > 0; left--) {
            Remembered remembered = PastEventCodec.decode(in.raw());
            events.add(remembered.event());
            exactSince = remembered.horizon().isAfter(exactSince) ? remembered.horizon() : exactSince;
        }
        in.requireEnd();
        return new Timeline(events, exactSince);
    }

    /** An entry of events that are enough for one. */
    public static byte[] encode(RecentEvents full, Instant horizon) {
        ByteWriter out = new ByteWriter(full.bytes().length + 2 * Long.BYTES);
        out.octet(VERSION);
        out.unsigned(full.rest().entries());
        out.instant(horizon);
        out.unsigned(full.count());
        out.raw(full.bytes(), 0, full.bytes().length);
        return out.toBytes();
    }

    /** @throws UnreadableState if the bytes are damaged or of a newer layout */
    public static Entry decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("a timeline of layout " + version + ", and this release reads up to " + VERSION);
        }
        return new Entry(in.unsigned(), in.instant(), events(in, in.size()));
    }

    static void write(ByteWriter out, RecentEvents recent) {
        out.unsigned(recent.entries());
        out.unsigned(recent.count());
        if (recent.count() > 0) {
            out.unsigned(recent.bytes().length);
            out.raw(recent.bytes(), 0, recent.bytes().length);
        }
    }

    static RecentEvents read(ByteReader in) {
        long entries = in.unsigned();
        int count = in.size();
        return RecentEvents.of(entries, count, count == 0 ? RecentEvents.EMPTY.bytes() : in.raw());
    }
}
