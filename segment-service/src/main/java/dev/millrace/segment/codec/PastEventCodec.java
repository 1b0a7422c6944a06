package dev.millrace.segment.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.segment.customer.Conversion;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.PastEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** One remembered event as bytes; the first octet is the layout's version. */
public final class PastEventCodec {

    private static final int VERSION = 1;
    private static final int WHOLE = 1;
    private static final int OF_ORDER = 2;
    private static final int HAS_CONTEXT = 4;
    private static final int HAS_HORIZON = 8;
    private static final int HAS_RATES = 16;

    /** A remembered event is at most this large: a larger one is remembered by name and instant alone. */
    static final int MAX_BYTES = 4_000;

    private static final int EXPECTED_BYTES = 256;

    private PastEventCodec() {}

    /**
     * @param horizon everything after this instant is remembered, whole
     */
    public record Remembered(PastEvent event, Instant horizon) {}

    public static byte[] encode(Remembered remembered) {
        byte[] whole = encode(remembered, remembered.event().isWhole());
        return whole.length <= MAX_BYTES ? whole : encode(remembered, false);
    }

    private static byte[] encode(Remembered remembered, boolean isWhole) {
        PastEvent event = remembered.event();
        EventFacts facts = event.facts();
        boolean ofOrder = !event.id().isEmpty();
        boolean hasContext = isWhole && !facts.context().isEmpty();
        Instant horizon = isWhole || event.at().isBefore(remembered.horizon()) ? remembered.horizon() : event.at();
        boolean hasHorizon = horizon.isAfter(Instant.EPOCH);
        boolean hasRates = isWhole && facts.isForeign();
        ByteWriter out = new ByteWriter(EXPECTED_BYTES);
        out.octet(VERSION);
        out.octet((isWhole ? WHOLE : 0)
                | (ofOrder ? OF_ORDER : 0)
                | (hasContext ? HAS_CONTEXT : 0)
                | (hasHorizon ? HAS_HORIZON : 0)
                | (hasRates ? HAS_RATES : 0));
        out.instant(event.at());
        KnownNames.write(out, facts.name());
        if (ofOrder) {
            out.text(event.id());
        }
        if (hasHorizon) {
            out.instant(horizon);
        }
        if (isWhole) {
            FactsCodec.write(out, facts.properties());
        }
        if (hasContext) {
            FactsCodec.write(out, facts.context());
        }
        if (hasRates) {
            writeRates(out, facts.conversion());
        }
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static Remembered decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState("an event of layout " + version + ", and this release reads up to " + VERSION);
        }
        int flags = in.octet();
        Instant at = in.instant();
        String name = KnownNames.read(in);
        String id = (flags & OF_ORDER) != 0 ? in.text() : "";
        Instant horizon = (flags & HAS_HORIZON) != 0 ? in.instant() : Instant.EPOCH;
        boolean isWhole = (flags & WHOLE) != 0;
        JsonNode properties = isWhole ? FactsCodec.read(in) : Json.object();
        JsonNode context = (flags & HAS_CONTEXT) != 0 ? FactsCodec.read(in) : Json.object();
        Conversion conversion = (flags & HAS_RATES) != 0 ? readRates(in) : Conversion.NONE;
        in.requireEnd();
        EventFacts facts = new EventFacts(name, properties, context, conversion);
        return new Remembered(new PastEvent(at, id, facts, isWhole), horizon);
    }

    private static void writeRates(ByteWriter out, Conversion conversion) {
        out.unsigned(conversion.rates().size());
        conversion.rates().forEach((currency, rate) -> {
            out.text(currency);
            out.decimal(rate);
        });
    }

    private static Conversion readRates(ByteReader in) {
        SortedMap<String, BigDecimal> rates = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            rates.put(in.text(), in.decimal());
        }
        return new Conversion(rates);
    }
}
