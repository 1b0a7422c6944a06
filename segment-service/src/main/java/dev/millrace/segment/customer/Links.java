package dev.millrace.segment.customer;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other ids that a customer claims, in the order of their text: the {@value #MAX_LINKS} claimed last. */
public record Links(List<Link> all) {

    public static final int MAX_LINKS = 50;
    public static final Links EMPTY = new Links(List.of());

    /** A claim is made known again after this long, so that the id does not take it for unused. */
    static final Duration RENEWED = Duration.ofDays(30);

    private static final Comparator<Link> OLDEST_FIRST = Comparator.comparing(Link::best);
    private static final Comparator<Link> BY_ID = Comparator.comparing(Link::id);

    /** Whether a claim must be made known to the id, and the links with it. */
    public record Claimed(Links links, boolean isNews) {}

    public Links {
        all = List.copyOf(all);
    }

    public @Nullable Link get(CustomerId id) {
        for (Link link : all) {
            if (link.id().equals(id)) {
                return link;
            }
        }
        return null;
    }

    /** An event of the customer named another id. */
    public Claimed claim(CustomerId id, Claim claim) {
        Link known = get(id);
        if (known == null) {
            return new Claimed(with(new Link(id, claim, null, claim.at())), true);
        }
        boolean isStronger = Ownership.takes(id, claim, known.best());
        Claim best = isStronger ? claim : known.best();
        boolean isNews = known.lostTo() == null
                ? claim.byServer() && !known.best().byServer()
                        || claim.at().isAfter(known.asked().plus(RENEWED))
                : Ownership.takes(id, claim, known.lostTo());
        if (isNews) {
            return new Claimed(with(new Link(id, best, null, claim.at())), true);
        }
        return new Claimed(isStronger ? with(new Link(id, best, known.lostTo(), known.asked())) : this, false);
    }

    public Links lost(CustomerId id, Claim to) {
        Link known = get(id);
        return known == null ? this : with(new Link(id, known.best(), to, known.asked()));
    }

    /** What another customer, who is this one from now on, claimed. */
    public Links adopt(Link link) {
        Link known = get(link.id());
        return with(known == null ? link : known.or(link));
    }

    public Links without(CustomerId id) {
        return get(id) == null
                ? this
                : new Links(all.stream().filter(link -> !link.id().equals(id)).toList());
    }

    private Links with(Link changed) {
        List<Link> links = new ArrayList<>(without(changed.id()).all);
        links.add(changed);
        if (links.size() > MAX_LINKS) {
            links.remove(links.stream().min(OLDEST_FIRST).orElseThrow());
        }
        links.sort(BY_ID);
        return new Links(links);
    }
}
