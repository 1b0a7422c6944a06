package dev.millrace.segment.codec;

import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.customer.Trait;
import java.time.Instant;

/** Traits and tags. Most were said together, so an instant is the distance from the one before. */
final class TraitCodec {

    private TraitCodec() {}

    static void write(ByteWriter out, NameMap<Trait> traits) {
        long[] before = {0};
        CustomerCodec.map(out, traits, (trait, to) -> {
            long at = trait.at().toEpochMilli();
            to.signed(at - before[0]);
            before[0] = at;
            ValueCodec.write(to, trait.value());
        });
    }

    static NameMap<Trait> read(ByteReader in) {
        long[] before = {0};
        return CustomerCodec.map(in, () -> {
            before[0] += in.signed();
            return new Trait(ValueCodec.read(in), Instant.ofEpochMilli(before[0]));
        });
    }
}
