package dev.millrace.segment.codec;

import dev.millrace.segment.customer.SeenEvents;

/** The events that came in for an id lately; none is one octet. A record of its own begins with the layout's version. */
public final class SeenCodec {

    private static final int VERSION = 1;

    private SeenCodec() {}

    public static byte[] encode(SeenEvents seen) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        write(out, seen);
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static SeenEvents decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("seen events of layout " + version + ", and this release reads up to " + VERSION);
        }
        SeenEvents seen = read(in);
        in.requireEnd();
        return seen;
    }

    static void write(ByteWriter out, SeenEvents seen) {
        out.unsigned(seen.newest());
        if (!seen.isEmpty()) {
            byte[] entries = seen.entries();
            out.unsigned(entries.length);
            out.raw(entries, 0, entries.length);
        }
    }

    static SeenEvents read(ByteReader in) {
        long newest = in.unsigned();
        if (newest == 0) {
            return SeenEvents.EMPTY;
        }
        try {
            return SeenEvents.of(newest, in.raw());
        } catch (IllegalArgumentException damaged) {
            throw new UnreadableState(String.valueOf(damaged.getMessage()));
        }
    }
}
