package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.customer.TimelineEntry;
import java.util.ArrayList;
import java.util.List;

/** A customer's recent past as bytes; the first octet is the layout's version. */
public final class TimelineCodec {

    private static final int VERSION = 1;

    private TimelineCodec() {}

    public static byte[] encode(Timeline timeline) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        out.unsigned(timeline.entries().size());
        for (TimelineEntry entry : timeline.entries()) {
            out.instant(entry.at());
            out.text(entry.name());
            out.text(entry.summary());
        }
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static Timeline decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("a timeline of layout " + version + ", and this release reads up to " + VERSION);
        }
        List<TimelineEntry> entries = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            entries.add(new TimelineEntry(in.instant(), in.text(), in.text()));
        }
        return new Timeline(entries);
    }
}
