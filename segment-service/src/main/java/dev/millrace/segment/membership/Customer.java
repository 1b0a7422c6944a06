package dev.millrace.segment.membership;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.Part;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.SeenEvents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One customer as the store keeps it: what is known, where the evaluation stands, and which other ids they claim.
 *
 * @param seen events of the last day, which may be sent again
 * @param touched log time of the last event, of an anonymous customer, who is forgotten some time after it; else null
 * @param recent the newest events, which are not in the timeline's store yet
 */
public record Customer(
        CustomerState state,
        Watch watch,
        Part<Links> linkPart,
        @Nullable Instant touched,
        SeenEvents seen,
        RecentEvents recent) {

    private static final Part<Links> NO_LINKS = Part.of(Links.EMPTY);

    public static final Customer NEW = new Customer(CustomerState.EMPTY, Watch.NEW);

    /** A customer who claims nothing. */
    public Customer(CustomerState state, Watch watch) {
        this(state, watch, NO_LINKS, null, SeenEvents.EMPTY, RecentEvents.EMPTY);
    }

    public Links links() {
        return linkPart.get();
    }

    public Customer withWatch(Watch changed) {
        return new Customer(state, changed, linkPart, touched, seen, recent);
    }

    public Customer withLinks(Links changed) {
        return changed == links() ? this : new Customer(state, watch, Part.of(changed), touched, seen, recent);
    }

    public Customer touchedAt(Instant logTime) {
        return new Customer(state, watch, linkPart, logTime, seen, recent);
    }

    Customer with(CustomerState changedState, Watch changedWatch) {
        return new Customer(changedState, changedWatch, linkPart, touched, seen, recent);
    }

    public Customer withSeen(SeenEvents changed) {
        return new Customer(state, watch, linkPart, touched, changed, recent);
    }

    public Customer withRecent(RecentEvents changed) {
        return new Customer(state, watch, linkPart, touched, seen, changed);
    }
}
