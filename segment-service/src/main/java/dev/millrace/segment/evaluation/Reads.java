package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Dimension;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** What of a customer a rule reads: when none of it changed, only time can change the rule's mind. */
final class Reads {

    final Set<String> events = new HashSet<>();
    final Set<String> traits = new HashSet<>();
    final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);

    /**
     * What of {@link ShopFacts}: {@code zone}, {@code stores}, {@code list:remote}, {@code figure:rfm.cell}, {@code rank:} and
     * the name of the ranked value.
     */
    final Set<String> facts = new HashSet<>();

    boolean consents;
    boolean cart;
    boolean tags;

    void addAll(Reads other) {
        events.addAll(other.events);
        traits.addAll(other.traits);
        dimensions.addAll(other.dimensions);
        facts.addAll(other.facts);
        consents |= other.consents;
        cart |= other.cart;
        tags |= other.tags;
    }
}
