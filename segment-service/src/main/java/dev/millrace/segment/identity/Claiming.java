package dev.millrace.segment.identity;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Fingerprint;
import dev.millrace.segment.customer.Links;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer claims because an event named other ids beside.
 *
 * @param links the customer's, with the new claims
 * @param news what must be made known to the ids
 */
public record Claiming(Links links, List<Move> news) {

    /** By an event that is folded into a customer, whoever it came in for. */
    public static Claiming of(CustomerId customer, Links known, CustomerEvent event) {
        if (!(event instanceof CustomerEvent.AtShop shop)
                || shop.event().alsoKnownAs().isEmpty()) {
            return new Claiming(known, List.of());
        }
        Claim claim = claim(shop.event());
        Links links = known;
        List<Move> news = new ArrayList<>();
        for (CustomerId other : shop.event().alsoKnownAs()) {
            if (mayLead(other, customer)) {
                Links.Claimed claimed = links.claim(other, claim);
                links = claimed.links();
                if (claimed.isNews()) {
                    news.add(new Move.LinkRequested(other, customer, claim));
                }
            }
        }
        return new Claiming(links, news);
    }

    /** No id leads to a weaker one, and none to itself. */
    static boolean mayLead(CustomerId id, CustomerId to) {
        return !id.equals(to) && to.kind().compareTo(id.kind()) <= 0;
    }

    private static Claim claim(ShopEvent event) {
        return new Claim(event.timestamp(), Fingerprint.of(event.id()), event.trust() != ShopEvent.Trust.BROWSER);
    }
}
