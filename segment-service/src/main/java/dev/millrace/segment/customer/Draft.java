package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state while one event is folded into it. A map is copied when it first changes. */
final class Draft {

    private final CustomerState state;
    private @Nullable String userId;
    private @Nullable Instant firstSeen;
    private @Nullable Instant lastSeen;
    private SortedMap<String, EventTally> events;
    private SortedMap<String, Trait> traits;
    private SortedMap<String, Consent> consents;
    private SortedMap<String, Trait> tags;
    private Accumulators accumulators;
    private Slices slices;
    private int detailsLost;
    OrderLedger orders;
    Cart cart;
    boolean confirmed;

    Draft(CustomerState state) {
        this.state = state;
        this.userId = state.userId();
        this.firstSeen = state.firstSeen();
        this.lastSeen = state.lastSeen();
        this.events = state.events();
        this.traits = state.traits();
        this.consents = state.consents();
        this.tags = state.tags();
        this.accumulators = state.accumulators();
        this.slices = state.slices();
        this.orders = state.orders();
        this.cart = state.cart();
        this.detailsLost = state.detailsLost();
        this.confirmed = state.confirmed();
    }

    void seen(@Nullable String user, Instant at) {
        userId = user == null ? userId : user;
        firstSeen = firstSeen == null || at.isBefore(firstSeen) ? at : firstSeen;
        lastSeen = lastSeen == null || at.isAfter(lastSeen) ? at : lastSeen;
    }

    void tally(String name, Instant at) {
        EventTally known = events.get(name);
        boolean isFull = events.size() >= CustomerState.MAX_EVENT_NAMES;
        if (known == null && (isFull || name.length() > CustomerState.MAX_NAME_LENGTH)) {
            lose();
            return;
        }
        events = new TreeMap<>(events);
        events.put(name, known == null ? EventTally.once(at) : known.plus(at));
    }

    void keep(AccumulatorFold fold) {
        accumulators = fold.applyTo(accumulators);
        slices = fold.applyTo(slices);
    }

    SortedMap<String, Trait> traits() {
        return traits;
    }

    SortedMap<String, Trait> traitsToChange() {
        traits = traits == state.traits() ? new TreeMap<>(traits) : traits;
        return traits;
    }

    SortedMap<String, Trait> tags() {
        return tags;
    }

    SortedMap<String, Trait> tagsToChange() {
        tags = tags == state.tags() ? new TreeMap<>(tags) : tags;
        return tags;
    }

    SortedMap<String, Consent> consentsToChange() {
        consents = consents == state.consents() ? new TreeMap<>(consents) : consents;
        return consents;
    }

    void lose() {
        detailsLost++;
    }

    CustomerState toState() {
        return new CustomerState(
                userId,
                firstSeen,
                lastSeen,
                confirmed,
                traits,
                consents,
                tags,
                events,
                orders,
                cart,
                accumulators,
                slices,
                detailsLost);
    }
}
