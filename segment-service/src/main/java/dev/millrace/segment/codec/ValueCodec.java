package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Trait;
import java.util.ArrayList;
import java.util.List;

/** A scalar or a list of texts, with an octet before it that says which. */
final class ValueCodec {

    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int FLAG = 2;
    private static final int TEXTS = 3;
    private static final int REMOVED = 4;

    private ValueCodec() {}

    static void write(ByteWriter out, Trait.Value value) {
        if (value instanceof Trait.Value.Text text) {
            out.octet(TEXT);
            out.text(text.text());
        } else if (value instanceof Trait.Value.Number number) {
            out.octet(NUMBER);
            out.decimal(number.number());
        } else if (value instanceof Trait.Value.Flag flag) {
            out.octet(FLAG);
            out.flag(flag.flag());
        } else if (value instanceof Trait.Value.Texts texts) {
            out.octet(TEXTS);
            out.unsigned(texts.texts().size());
            texts.texts().forEach(out::text);
        } else {
            out.octet(REMOVED);
        }
    }

    static Trait.Value read(ByteReader in) {
        int kind = in.octet();
        return switch (kind) {
            case TEXT -> new Trait.Value.Text(in.text());
            case NUMBER -> new Trait.Value.Number(in.decimal());
            case FLAG -> new Trait.Value.Flag(in.flag());
            case TEXTS -> texts(in);
            case REMOVED -> new Trait.Value.Removed();
            default -> throw new UnreadableState("a value of kind " + kind);
        };
    }

    private static Trait.Value texts(ByteReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            texts.add(in.text());
        }
        return new Trait.Value.Texts(texts);
    }
}
