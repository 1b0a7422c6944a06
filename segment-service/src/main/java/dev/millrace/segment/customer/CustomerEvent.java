package dev.millrace.segment.customer;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;

/** Something that happened to a customer, of either kind that a customer is made of. */
public sealed interface CustomerEvent {

    String id();

    /**
     * By what it is known when it comes again. An event of the same id by somebody else is another one: a browser's key is public,
     * and an id that somebody guessed must not stand for the shop's own event, or for one of a message.
     */
    String seenAs();

    /** In snake case. */
    String name();

    CustomerId customer();

    /** When it happened, by whoever told it. */
    Instant at();

    /** Whether it is imported history. */
    boolean historical();

    /** What rules may read of it. */
    EventFacts facts(ExchangeRates rates);

    CustomerState foldInto(CustomerState state, Instant at, AccumulatorPlan plan, ExchangeRates rates);

    /** For a shop that has but one currency. */
    default CustomerState foldInto(CustomerState state, Instant at, AccumulatorPlan plan) {
        return foldInto(state, at, plan, ExchangeRates.NONE);
    }

    record AtShop(ShopEvent event) implements CustomerEvent {

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public String seenAs() {
            return switch (event.trust()) {
                case BROWSER -> "b" + event.id();
                case SERVER -> (event.isToldOnce() ? SeenEvents.FOR_GOOD : 's') + event.id();
                case INTERNAL -> "i" + event.id();
            };
        }

        @Override
        public String name() {
            return EventName.snakeCase(event.name());
        }

        @Override
        public CustomerId customer() {
            return event.customer();
        }

        @Override
        public Instant at() {
            return event.timestamp();
        }

        @Override
        public boolean historical() {
            return event.historical();
        }

        @Override
        public EventFacts facts(ExchangeRates rates) {
            return EventFacts.of(event, rates);
        }

        @Override
        public CustomerState foldInto(CustomerState state, Instant at, AccumulatorPlan plan, ExchangeRates rates) {
            return Fold.apply(state, event, at, plan, rates);
        }
    }

    record WithMessage(EngagementEvent event) implements CustomerEvent {

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public String seenAs() {
            return "m" + event.id();
        }

        @Override
        public String name() {
            return event.kind().eventName();
        }

        @Override
        public CustomerId customer() {
            return event.customer();
        }

        @Override
        public Instant at() {
            return event.at();
        }

        @Override
        public boolean historical() {
            return false;
        }

        @Override
        public EventFacts facts(ExchangeRates rates) {
            return EventFacts.of(event);
        }

        @Override
        public CustomerState foldInto(CustomerState state, Instant at, AccumulatorPlan plan, ExchangeRates rates) {
            return Fold.apply(state, event, at, plan);
        }
    }
}
