package dev.millrace.segment.codec;

import dev.millrace.segment.membership.Sweep;
import java.util.ArrayList;
import java.util.List;

/** How far a sweep has come, as bytes; the first octet is the layout's version. */
public final class SweepCodec {

    private static final int VERSION = 1;

    private SweepCodec() {}

    public static byte[] encode(Sweep sweep) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        out.unsigned(sweep.lap());
        out.text(sweep.next());
        out.unsigned(sweep.visited());
        out.unsigned(sweep.complete());
        out.unsigned(sweep.rounds().size());
        for (Sweep.Round round : sweep.rounds()) {
            out.unsigned(round.generation());
            out.unsigned(round.lap());
            out.text(round.from());
            out.unsigned(round.visited());
        }
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static Sweep decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("a sweep of layout " + version + ", and this release reads up to " + VERSION);
        }
        long lap = in.unsigned();
        String next = in.text();
        long visited = in.unsigned();
        long complete = in.unsigned();
        List<Sweep.Round> rounds = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            rounds.add(new Sweep.Round(in.unsigned(), in.unsigned(), in.text(), in.unsigned()));
        }
        in.requireEnd();
        return new Sweep(lap, next, visited, rounds, complete);
    }
}
