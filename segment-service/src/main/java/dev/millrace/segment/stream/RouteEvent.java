package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.identity.IdentityProtocol;
import dev.millrace.segment.identity.Route;
import dev.millrace.segment.membership.LogPosition;
import java.util.List;

/** Sends an event on to whom it belongs, and drops what happened before an erasure. */
final class RouteEvent {

    private final StreamPartition partition;
    private final IdentityProtocol identities;

    RouteEvent(StreamPartition partition) {
        this.partition = partition;
        this.identities = new IdentityProtocol(partition);
    }

    /** Whether the event belongs to the customer where it is. */
    boolean isHere(Arrival arrival) {
        LogPosition stored = arrival.position();
        partition.at(stored);
        Route route = identities.route(arrival.customer(), arrival.event().at(), arrival.path(), stored.time());
        if (route instanceof Route.Onward onward) {
            partition.send(forwarded(onward.customer(), onward.path(), arrival));
        }
        return route instanceof Route.Here;
    }

    static Move forwarded(CustomerId to, List<CustomerId> path, Arrival arrival) {
        LogPosition stored = arrival.position();
        Move.Origin origin = new Move.Origin(stored.topic(), stored.partition(), stored.offset(), stored.time());
        ShopEvent event = arrival.event() instanceof CustomerEvent.AtShop shop ? shop.event() : null;
        EngagementEvent engagement =
                arrival.event() instanceof CustomerEvent.WithMessage message ? message.event() : null;
        return new Move.EventForwarded(to, path, origin, event, engagement);
    }
}
