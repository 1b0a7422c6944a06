package dev.millrace.segment.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a trial is about: the kinds of events that happen in its history, and that its rules ask for most. Often few, so that
 * they meet; one named twice is seen twice as often.
 */
record Theme(List<Kind> kinds) {

    enum Kind {
        PAGE("page_viewed"),
        VIEW("product_viewed"),
        CART("product_added"),
        ORDER("order_completed"),
        CORRECTION("order_refunded"),
        CONSENT,
        PERSON,
        MAIL("email_opened", "email_delivered", "email_clicked"),
        TRIAL("trial_started"),
        TAG;

        private final List<String> events;

        Kind(String... events) {
            this.events = List.of(events);
        }
    }

    private static final List<Kind> ALL = List.of(
            Kind.PAGE,
            Kind.PAGE,
            Kind.VIEW,
            Kind.VIEW,
            Kind.CART,
            Kind.CART,
            Kind.ORDER,
            Kind.ORDER,
            Kind.ORDER,
            Kind.CORRECTION,
            Kind.CORRECTION,
            Kind.CONSENT,
            Kind.PERSON,
            Kind.PERSON,
            Kind.MAIL,
            Kind.MAIL,
            Kind.TRIAL,
            Kind.TAG);

    static Theme of(Dice dice) {
        if (dice.oneIn(3)) {
            return new Theme(ALL);
        }
        List<Kind> few = new ArrayList<>();
        for (int i = dice.between(1, 4); i > 0; i--) {
            few.add(dice.of(ALL));
        }
        return new Theme(few);
    }

    /** Names of its events; all that there are where it has none. */
    List<String> events() {
        List<String> events = events(kinds);
        return events.isEmpty() ? events(ALL) : events;
    }

    private static List<String> events(List<Kind> kinds) {
        return kinds.stream().flatMap(kind -> kind.events.stream()).toList();
    }
}
