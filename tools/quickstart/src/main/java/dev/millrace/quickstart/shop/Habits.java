package dev.millrace.quickstart.shop;

import java.time.Duration;

/**
 * How shoppers behave; each share is between 0 and 1.
 *
 * @param betweenArrivals from one new shopper to the next
 * @param identify of the visitors say who they are
 * @param consent of those allow mail
 * @param fillCart of the visitors put something into a cart
 * @param buy of those buy at once; the others leave their cart
 * @param open of the mails are opened
 * @param click of the opened mails are clicked
 * @param buyAfterClick of the clicks lead to an order
 * @param unsubscribe of the opened mails end with unsubscribing
 * @param shortestThought and {@code longestThought}: between two steps of a visit
 * @param readsMailEvery how often shoppers look into their inbox
 */
public record Habits(
        Duration betweenArrivals,
        double identify,
        double consent,
        double fillCart,
        double buy,
        double open,
        double click,
        double buyAfterClick,
        double unsubscribe,
        Duration shortestThought,
        Duration longestThought,
        Duration readsMailEvery) {

    public Habits {
        for (double share : new double[] {identify, consent, fillCart, buy, open, click, buyAfterClick, unsubscribe}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is between 0 and 1, found " + share);
            }
        }
        if (betweenArrivals.toMillis() < 1 || readsMailEvery.toMillis() < 1) {
            throw new IllegalArgumentException("shoppers arrive and read mail at least a millisecond apart");
        }
        if (shortestThought.isNegative() || shortestThought.compareTo(longestThought) > 0) {
            throw new IllegalArgumentException("the shortest thought is not longer than the longest");
        }
    }

    /** Busy enough to watch, quiet enough for a laptop. */
    public static Habits lively() {
        return new Habits(
                Duration.ofSeconds(3),
                0.85,
                0.85,
                0.8,
                0.4,
                0.7,
                0.5,
                0.5,
                0.05,
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2));
    }

    public Habits arrivingEvery(Duration time) {
        return new Habits(
                time,
                identify,
                consent,
                fillCart,
                buy,
                open,
                click,
                buyAfterClick,
                unsubscribe,
                shortestThought,
                longestThought,
                readsMailEvery);
    }
}
