package dev.millrace.segment.identity;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.Move.LinkEnded;
import dev.millrace.contract.Move.LinkRequested;
import dev.millrace.contract.Move.Repointed;
import dev.millrace.contract.Move.StateMoved;
import dev.millrace.segment.customer.Link;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.Ownership;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.membership.Customer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one partition deals with what reaches it about identities. An event belongs to the end of the redirects from the id it
 * came in for; each event is folded there once, and moves on only with the state it was folded into.
 *
 * <p>Messages may come late, twice over other ways, and cross each other: claims are compared and not obeyed in turn, and
 * whatever comes to an id that leads elsewhere goes after it.
 */
public final class IdentityProtocol {

    /** A claim that every claim of a server ends and none of a browser. */
    private static final Claim OWN = new Claim(Instant.EPOCH, Long.MIN_VALUE, true);

    private final Partition partition;

    public IdentityProtocol(Partition partition) {
        this.partition = partition;
    }

    /**
     * Where an event that came to an id goes from there.
     *
     * @param path the ids it has come by; none if it came in for this one
     */
    public Route route(CustomerId id, Instant happened, List<CustomerId> path, Instant now) {
        Route here = route(id, happened);
        Redirect redirect = here instanceof Route.Here ? partition.redirect(id) : null;
        if (redirect == null) {
            return here;
        }
        if (Circles.endsAt(id, path, redirect.target())) {
            partition.endRedirect(id);
            return new Route.Here();
        }
        use(id, redirect, now);
        CustomerId target = redirect.target();
        if (!path.isEmpty()) {
            repoint(path.get(path.size() - 1), id, target);
        }
        return new Route.Onward(target, Circles.by(id, path));
    }

    /** Where an event of an id goes that has a customer of its own, and so leads nowhere. */
    public Route route(CustomerId id, Instant happened) {
        if (isForgotten(id, happened)) {
            partition.dropped();
            return new Route.Forgotten();
        }
        return new Route.Here();
    }

    /** Another customer claims the id. */
    public void on(LinkRequested request, Instant now) {
        CustomerId id = request.customer();
        CustomerId to = request.to();
        Claim claim = request.claim();
        if (!Claiming.mayLead(id, to)) {
            return;
        }
        Instant erased = partition.erasedUpTo(id);
        if (erased != null && isForgotten(id, claim.at())) {
            partition.send(new LinkEnded(to, id, id, new Claim(erased, Long.MAX_VALUE, true)));
            return;
        }
        Redirect redirect = partition.redirect(id);
        if (redirect == null) {
            giveUp(id, to, claim, now);
        } else if (redirect.target().equals(to)) {
            boolean isStronger = Ownership.takes(id, claim, redirect.claim());
            partition.renew(id, new Redirect(to, isStronger ? claim : redirect.claim(), day(now)));
        } else if (Ownership.takes(id, claim, redirect.claim())) {
            partition.lead(id, new Redirect(to, claim, day(now)));
            partition.send(new LinkEnded(redirect.target(), id, to, claim));
        } else {
            partition.send(new LinkEnded(to, id, redirect.target(), redirect.claim()));
        }
    }

    /** An id that nobody but a browser's word gives away stays its own, if the shop knows it. */
    private void giveUp(CustomerId id, CustomerId to, Claim claim, Instant now) {
        if (!claim.byServer() && isConfirmed(id)) {
            partition.send(new LinkEnded(to, id, id, OWN));
            return;
        }
        Belongings moved = partition.takeOut(id);
        partition.lead(id, new Redirect(to, claim, day(now)));
        boolean canBeTarget = id.kind() != CustomerId.Kind.ANON;
        if (moved != null || canBeTarget) { // one that carries nothing still finds out about circles
            partition.send(Belongings.pack(to, id, claim, moved));
        }
    }

    private boolean isConfirmed(CustomerId id) {
        return switch (id.kind()) {
            case ANON -> false;
            case MAIL, TEL -> {
                Customer customer = partition.customer(id);
                yield customer != null && customer.state().confirmed();
            }
            case USER -> true;
        };
    }

    /** What was known under another id arrives. */
    public void on(StateMoved moved, Instant now) {
        CustomerId id = moved.customer();
        if (isForgotten(id, moved.claim().at())) {
            eraseWhatCame(moved);
            return;
        }
        Redirect redirect = partition.redirect(id);
        if (redirect != null && !Circles.endsAt(id, moved.path(), redirect.target())) {
            use(id, redirect, now);
            partition.send(new StateMoved(
                    redirect.target(),
                    Circles.by(id, moved.path()),
                    moved.claim(),
                    moved.record(),
                    moved.timeline(),
                    moved.rules()));
            return;
        }
        if (redirect != null) {
            partition.endRedirect(id);
        }
        takeIn(id, moved);
    }

    private void takeIn(CustomerId id, StateMoved moved) {
        CustomerId from = moved.path().get(0);
        Customer customer = partition.customer(id);
        Belongings belongings = Belongings.unpack(moved);
        Links links = customer == null ? Links.EMPTY : customer.links();
        if (Claiming.mayLead(from, id)) {
            links = links.adopt(
                    new Link(from, moved.claim(), null, moved.claim().at()));
        }
        if (belongings == null) {
            if (customer != null) {
                partition.claims(id, links);
            }
            return;
        }
        for (Link link : belongings.customer().links().all()) {
            if (!Claiming.mayLead(link.id(), id)) {
                continue;
            }
            links = links.adopt(link);
            if (link.isHeld()) {
                repoint(link.id(), from, id);
            }
        }
        partition.merge(id, belongings, links);
    }

    /**
     * Spares what comes under an id a hop. Not among ids of a kind, between which alone there are circles: to tell one,
     * nothing but claims may change where they lead.
     */
    private void repoint(CustomerId id, CustomerId expected, CustomerId to) {
        if (id.kind() != to.kind() && Claiming.mayLead(id, to)) {
            partition.send(new Repointed(id, expected, to));
        }
    }

    /** Whoever the id leads to has gone elsewhere. */
    public void on(Repointed repointed) {
        CustomerId id = repointed.customer();
        Redirect redirect = partition.redirect(id);
        if (redirect == null || redirect.target().equals(repointed.to())) {
            return;
        }
        if (redirect.target().equals(repointed.expected()) && Claiming.mayLead(id, repointed.to())) {
            partition.lead(id, new Redirect(repointed.to(), redirect.claim(), redirect.used()));
        } else {
            partition.send(new LinkEnded(repointed.to(), id, redirect.target(), redirect.claim()));
        }
    }

    /** An id is somebody else's, unless this customer knows a better claim that was not made known yet. */
    public void on(LinkEnded ended) {
        CustomerId id = ended.customer();
        Redirect redirect = partition.redirect(id);
        if (redirect != null) {
            partition.send(new LinkEnded(redirect.target(), ended.lost(), ended.owner(), ended.claim()));
            return;
        }
        Customer customer = partition.customer(id);
        Link link = customer == null ? null : customer.links().get(ended.lost());
        if (customer == null
                || link == null
                || ended.owner().equals(id)
                || link.best().equals(ended.claim())) {
            return;
        }
        if (Ownership.takes(link.id(), link.best(), ended.claim())) {
            partition.send(new LinkRequested(link.id(), id, link.best()));
        } else {
            partition.claims(id, customer.links().lost(link.id(), ended.claim()));
        }
    }

    /** All that happened to a person up to now, or up to the instant it says, is to be forgotten, under each of their ids. */
    public void on(Move.EraseRequested request, Instant now) {
        CustomerId id = request.customer();
        Instant upTo = request.upTo() == null ? now : request.upTo();
        Redirect redirect = partition.redirect(id);
        CustomerId target = redirect == null ? null : redirect.target();
        boolean isAlias = !request.aliasOf().isEmpty();
        if (isAlias && (target == null || !request.aliasOf().contains(target))) {
            return;
        }
        partition.markErased(id, upTo);
        if (target != null) {
            partition.endRedirect(id);
            if (!isAlias) {
                partition.send(new Move.EraseRequested(target, List.of(), upTo));
            }
            return;
        }
        Customer customer = partition.customer(id);
        if (customer != null) {
            eraseAliases(List.of(id), customer.links(), upTo);
            partition.erase(id, upTo);
        }
    }

    /** What arrives after its new owner was erased goes the same way, and so do the ids that it came from. */
    private void eraseWhatCame(StateMoved moved) {
        CustomerId id = moved.customer();
        Instant upTo = partition.erasedUpTo(id);
        Belongings belongings = Belongings.unpack(moved);
        Links links = belongings == null ? Links.EMPTY : belongings.customer().links();
        List<CustomerId> names = Circles.by(id, moved.path());
        partition.send(new Move.EraseRequested(moved.path().get(0), names, upTo));
        eraseAliases(names, links, upTo);
        partition.dropped();
    }

    private void eraseAliases(List<CustomerId> names, Links links, @Nullable Instant upTo) {
        List<CustomerId> aliases =
                links.all().stream().filter(Link::isHeld).map(Link::id).toList();
        List<CustomerId> all = Stream.concat(names.stream(), aliases.stream()).toList();
        aliases.forEach(alias -> partition.send(new Move.EraseRequested(alias, all, upTo)));
    }

    private boolean isForgotten(CustomerId id, Instant happened) {
        if (!partition.mayBeForgotten(happened)) {
            return false;
        }
        Instant upTo = partition.erasedUpTo(id);
        return upTo != null && !happened.isAfter(upTo);
    }

    private void use(CustomerId id, Redirect redirect, Instant now) {
        if (day(now).isAfter(redirect.used())) {
            partition.renew(id, new Redirect(redirect.target(), redirect.claim(), day(now)));
        }
    }

    private static Instant day(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS);
    }
}
