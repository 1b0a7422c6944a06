package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.identity.IdentityProtocol;
import dev.millrace.segment.identity.Route;
import dev.millrace.segment.membership.LogPosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.List;

/** Sends an event on to whom it belongs, and drops what happened before an erasure. */
final class RouteEvent {

    private final StreamPartition partition;
    private final IdentityProtocol identities;
    private final Counter repeated = Metrics.counter("millrace_events_repeated");

    RouteEvent(StreamPartition partition) {
        this.partition = partition;
        this.identities = new IdentityProtocol(partition);
    }

    /**
     * Whether the event belongs to the customer where it is.
     *
     * @param isKnown whether there is one, so that a look-up of where the id leads is saved
     */
    boolean isHere(Arrival arrival, boolean isKnown) {
        LogPosition stored = arrival.position();
        partition.at(stored);
        CustomerId id = arrival.customer();
        Instant happened = arrival.event().at();
        Route route = isKnown
                ? identities.route(id, happened)
                : identities.route(id, happened, arrival.path(), stored.time());
        if (route instanceof Route.Onward onward) {
            sendOn(arrival, onward);
        }
        return route instanceof Route.Here;
    }

    /** The id may lead to somebody else when the event comes in again, so it is remembered here, too. */
    private void sendOn(Arrival arrival, Route.Onward onward) {
        if (arrival.path().isEmpty() && partition.isRepeated(arrival)) {
            repeated.increment();
        } else {
            partition.send(forwarded(onward.customer(), onward.path(), arrival));
        }
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
