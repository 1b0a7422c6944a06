package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.Consent.Statement;
import dev.millrace.segment.customer.NameMap;

/** What a customer agreed to, by channel and purpose, as bytes. */
final class ConsentCodec {

    private ConsentCodec() {}

    static void write(ByteWriter out, NameMap<Consent> byChannel) {
        CustomerCodec.map(
                out,
                byChannel,
                (consent, to) -> CustomerCodec.map(to, consent.byPurpose(), ConsentCodec::writeStatement));
    }

    static NameMap<Consent> read(ByteReader in) {
        return CustomerCodec.map(in, () -> new Consent(CustomerCodec.map(in, () -> readStatement(in))));
    }

    private static void writeStatement(Statement said, ByteWriter out) {
        KnownNames.write(out, said.status());
        out.instant(said.at());
        out.optionalText(said.wording());
        out.optionalText(said.source());
        out.optionalText(said.basis());
    }

    private static Statement readStatement(ByteReader in) {
        return new Statement(
                KnownNames.read(in), in.instant(), in.optionalText(), in.optionalText(), in.optionalText());
    }
}
