package dev.millrace.segment.codec;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Link;
import dev.millrace.segment.customer.Links;
import java.util.ArrayList;
import java.util.List;

/** Which ids a customer claims, and by what, as bytes. */
final class LinkCodec {

    private static final int LOST = 1;
    private static final int BY_SERVER = 2;
    private static final int LOST_TO_SERVER = 4;

    private LinkCodec() {}

    static void write(ByteWriter out, Links links) {
        out.unsigned(links.all().size());
        for (Link link : links.all()) {
            Claim lostTo = link.lostTo();
            out.octet((lostTo == null ? 0 : LOST)
                    | (link.best().byServer() ? BY_SERVER : 0)
                    | (lostTo != null && lostTo.byServer() ? LOST_TO_SERVER : 0));
            out.text(link.id().value());
            write(out, link.best());
            if (lostTo != null) {
                write(out, lostTo);
            }
            out.instant(link.asked());
        }
    }

    static Links read(ByteReader in) {
        List<Link> links = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            int flags = in.octet();
            CustomerId id = id(in);
            Claim best = claim(in, (flags & BY_SERVER) != 0);
            Claim lostTo = (flags & LOST) == 0 ? null : claim(in, (flags & LOST_TO_SERVER) != 0);
            links.add(new Link(id, best, lostTo, in.instant()));
        }
        return new Links(links);
    }

    static CustomerId id(ByteReader in) {
        try {
            return CustomerId.of(in.text());
        } catch (IllegalArgumentException none) {
            throw new UnreadableState("no id of a customer");
        }
    }

    static void write(ByteWriter out, Claim claim) {
        out.instant(claim.at());
        out.eight(claim.tie());
    }

    static Claim claim(ByteReader in, boolean byServer) {
        return new Claim(in.instant(), in.eight(), byServer);
    }
}
