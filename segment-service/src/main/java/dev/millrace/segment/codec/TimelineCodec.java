package dev.millrace.segment.codec;

import dev.millrace.segment.codec.PastEventCodec.Remembered;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer's whole recent past as bytes, to be sent to another customer; the first octet is the layout's version. What does not
 * fit into a record of the log beside the customer is left out, oldest first.
 */
public final class TimelineCodec {

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 150_000;

    private TimelineCodec() {}

    public static byte[] encode(Timeline timeline) {
        List<byte[]> events = new ArrayList<>();
        Instant exactSince = timeline.exactSince();
        int length = 0;
        for (PastEvent event : timeline.events()) {
            byte[] bytes = PastEventCodec.encode(new Remembered(event, Instant.EPOCH));
            length += bytes.length;
            if (length > MAX_BYTES) {
                exactSince = event.at().isAfter(exactSince) ? event.at() : exactSince;
                break;
            }
            events.add(bytes);
        }
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        out.instant(exactSince);
        out.unsigned(events.size());
        for (byte[] event : events) {
            out.unsigned(event.length);
            out.raw(event, 0, event.length);
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
        Instant exactSince = in.instant();
        List<PastEvent> events = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            Remembered remembered = PastEventCodec.decode(in.raw());
            events.add(remembered.event());
            exactSince = remembered.horizon().isAfter(exactSince) ? remembered.horizon() : exactSince;
        }
        in.requireEnd();
        return new Timeline(events, exactSince);
    }
}
