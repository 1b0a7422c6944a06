package dev.millrace.segment.rest;

import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.Consent.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a customer said of a channel: to marketing, and to anything else by its purpose.
 *
 * @param status {@code subscribed}, {@code pending} or {@code unsubscribed}; absent if only other purposes were spoken of
 * @param wording the words that were agreed to
 * @param source where it was said: as the event has it, else the source of the key
 * @param otherPurposes absent if there are none
 */
public record ConsentView(
        @Nullable String status,
        @Nullable Instant at,
        @Nullable String wording,
        @Nullable String source,
        @Nullable String basis,
        @Nullable Map<String, ConsentView> otherPurposes) {

    private static final ConsentView NOTHING = new ConsentView(null, null, null, null, null, null);

    static Map<String, ConsentView> byChannel(Map<String, Consent> consents) {
        Map<String, ConsentView> views = new TreeMap<>();
        consents.forEach((channel, consent) -> views.put(channel, of(consent)));
        return views;
    }

    private static ConsentView of(Consent consent) {
        Map<String, ConsentView> others = new TreeMap<>();
        consent.byPurpose().forEach((purpose, said) -> others.put(purpose, of(said)));
        ConsentView marketing = others.remove(Consent.MARKETING);
        return (marketing == null ? NOTHING : marketing).beside(others);
    }

    private static ConsentView of(Statement said) {
        return new ConsentView(said.status(), said.at(), said.wording(), said.source(), said.basis(), null);
    }

    private ConsentView beside(Map<String, ConsentView> others) {
        return others.isEmpty() ? this : new ConsentView(status, at, wording, source, basis, others);
    }
}
