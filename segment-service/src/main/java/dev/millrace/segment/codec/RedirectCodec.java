package dev.millrace.segment.codec;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Redirect;

/** Where an id leads, as bytes; the first octet is the layout's version. */
public final class RedirectCodec {

    private static final int VERSION = 1;

    private RedirectCodec() {}

    public static byte[] encode(Redirect redirect) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        out.text(redirect.target().value());
        out.flag(redirect.claim().byServer());
        LinkCodec.write(out, redirect.claim());
        out.instant(redirect.used());
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static Redirect decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("a redirect of layout " + version + ", and this release reads up to " + VERSION);
        }
        CustomerId target = LinkCodec.id(in);
        boolean byServer = in.flag();
        Claim claim = LinkCodec.claim(in, byServer);
        Redirect redirect = new Redirect(target, claim, in.instant());
        in.requireEnd();
        return redirect;
    }
}
