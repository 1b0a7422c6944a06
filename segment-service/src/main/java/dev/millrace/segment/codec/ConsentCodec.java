package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.Consent.Statement;
import dev.millrace.segment.customer.NameMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a customer agreed to, by channel and purpose, as bytes. Before each statement an octet says what is there of it, and whether
 * another one follows: nearly everybody has but the one to marketing.
 */
final class ConsentCodec {

    private static final int FOLLOWED = 1;
    private static final int OTHER_PURPOSE = 2;
    private static final int WORDING = 4;
    private static final int SOURCE = 8;
    private static final int BASIS = 16;

    private ConsentCodec() {}

    static void write(ByteWriter out, NameMap<Consent> byChannel) {
        CustomerCodec.map(out, byChannel, ConsentCodec::write);
    }

    static NameMap<Consent> read(ByteReader in) {
        return CustomerCodec.map(in, () -> readConsent(in));
    }

    private static void write(Consent consent, ByteWriter out) {
        Iterator<Map.Entry<String, Statement>> left =
                consent.byPurpose().entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<String, Statement> next = left.next();
            write(next.getKey(), next.getValue(), left.hasNext(), out);
        }
    }

    private static void write(String purpose, Statement said, boolean followed, ByteWriter out) {
        boolean isOther = !purpose.equals(Consent.MARKETING);
        String wording = said.wording();
        String source = said.source();
        String basis = said.basis();
        out.octet((followed ? FOLLOWED : 0)
                | (isOther ? OTHER_PURPOSE : 0)
                | (wording == null ? 0 : WORDING)
                | (source == null ? 0 : SOURCE)
                | (basis == null ? 0 : BASIS));
        if (isOther) {
            out.text(purpose);
        }
        KnownNames.write(out, said.status());
        out.instant(said.at());
        if (wording != null) {
            out.text(wording);
        }
        if (source != null) {
            KnownNames.write(out, source);
        }
        if (basis != null) {
            KnownNames.write(out, basis);
        }
    }

    private static Consent readConsent(ByteReader in) {
        List<String> purposes = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        int flags;
        do {
            flags = in.octet();
            String purpose = (flags & OTHER_PURPOSE) == 0 ? Consent.MARKETING : in.text();
            if (!purposes.isEmpty() && purposes.get(purposes.size() - 1).compareTo(purpose) >= 0) {
                throw new UnreadableState("purposes out of order");
            }
            purposes.add(purpose);
            statements.add(new Statement(
                    KnownNames.read(in),
                    in.instant(),
                    (flags & WORDING) == 0 ? null : in.text(),
                    (flags & SOURCE) == 0 ? null : KnownNames.read(in),
                    (flags & BASIS) == 0 ? null : KnownNames.read(in)));
        } while ((flags & FOLLOWED) != 0);
        return new Consent(NameMap.ofSorted(purposes.toArray(new String[0]), statements.toArray()));
    }
}
