package dev.millrace.segment.customer;

import java.time.Instant;

/**
 * An event that happened, as far as rules may still ask for it.
 *
 * @param at as it was folded
 * @param id of an event about an order, which may go by it; else empty
 * @param isWhole false for one that was too large: only its name and instant were kept
 */
public record PastEvent(Instant at, String id, EventFacts facts, boolean isWhole) {

    /**
     * @param rates by which it was folded
     */
    public static PastEvent of(CustomerEvent event, Instant at, ExchangeRates rates) {
        EventFacts facts = event.facts(rates);
        return new PastEvent(at, OrderFold.concerns(facts.name()) ? event.id() : "", facts, true);
    }

    TimelineEntry entry() {
        return new TimelineEntry(at, facts.name(), summary());
    }

    private String summary() {
        String name = facts.name();
        String field =
                switch (name) {
                    case "order_completed", "order_refunded" -> "total";
                    case "page_viewed" -> "path";
                    case "consent_updated" -> "status";
                    default -> name.startsWith("email_") ? "template" : "name";
                };
        String text = Fold.text(facts.properties(), field);
        return text == null ? "" : text;
    }
}
