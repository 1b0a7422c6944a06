package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Part;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A part with its length before it, so that it can be passed over; an empty one is the length 0. */
final class PartCodec {

    private PartCodec() {}

    static <T> void write(ByteWriter out, Part<T> part, T empty, BiConsumer<ByteWriter, T> write) {
        byte[] record = part.record();
        if (record != null) {
            out.unsigned(part.to() - part.from());
            out.raw(record, part.from(), part.to());
            return;
        }
        T value = part.get();
        if (value.equals(empty)) {
            out.unsigned(0);
            return;
        }
        int from = out.length();
        write.accept(out, value);
        out.putLengthBefore(from);
    }

    static <T> Part<T> read(ByteReader in, Part<T> empty, Part.Reader<T> reader) {
        int length = in.size();
        return length == 0 ? empty : in.part(length, reader);
    }

    /** Reads a part from its first octet to its last. */
    static <T> Part.Reader<T> reader(Function<ByteReader, T> read) {
        return (record, from, to) -> {
            ByteReader in = new ByteReader(record, from, to);
            T value = read.apply(in);
            in.requireEnd();
            return value;
        };
    }
}
