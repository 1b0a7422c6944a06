package dev.millrace.segment.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state while one event is folded into it. */
final class Draft {

    private @Nullable String userId;
    private @Nullable Instant firstSeen;
    private @Nullable Instant lastSeen;
    private NameMap<EventTally> events;
    private Part<Accumulators> accumulators;
    private Part<Slices> slices;
    private int detailsLost;
    Part<NameMap<Trait>> traits;
    Part<NameMap<Consent>> consents;
    Part<NameMap<Trait>> tags;
    Part<OrderLedger> orders;
    Part<Cart> cart;
    boolean confirmed;

    Draft(CustomerState state) {
        this.userId = state.userId();
        this.firstSeen = state.firstSeen();
        this.lastSeen = state.lastSeen();
        this.events = state.events();
        this.traits = state.traitPart();
        this.consents = state.consentPart();
        this.tags = state.tagPart();
        this.accumulators = state.accumulatorPart();
        this.slices = state.slicePart();
        this.orders = state.orderPart();
        this.cart = state.cartPart();
        this.detailsLost = state.detailsLost();
        this.confirmed = state.confirmed();
    }

    void seen(@Nullable String user, Instant at) {
        userId = user == null ? userId : SafeText.bounded(user, CustomerState.MAX_TEXT_LENGTH);
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
        events = events.with(name, known == null ? EventTally.once(at) : known.plus(at));
    }

    void keep(AccumulatorFold fold) {
        accumulators = fold.accumulated(accumulators);
        slices = fold.sliced(slices);
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
