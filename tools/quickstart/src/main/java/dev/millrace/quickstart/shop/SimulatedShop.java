package dev.millrace.quickstart.shop;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Lets shoppers arrive, visit, and read their mail, each thing at its time. Given a seed and a start it always does the
 * same, but for what depends on the mails that come.
 *
 * <p>A call that was not stored is made again before the shopper's next one, like a shop's own queue would. Only the newest
 * shoppers are remembered: mail to others stays unread.
 */
public final class SimulatedShop {

    private static final int REMEMBERED = 5_000;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final Habits habits;
    private final long seed;
    private final URI pages;
    private final Storefront storefront;
    private final Letterbox letterbox;
    private final InstantSource time;
    private final String run;
    private final PriorityQueue<Task> agenda =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private final Map<String, Shopper> byAddress = new LinkedHashMap<>();
    private long tasks;
    private long shoppers;
    private long events;
    private long orders;
    private long cartsLeft;
    private long opened;
    private long clicked;
    private long unsubscribed;
    private long sentAgain;

    private record Task(Instant due, long number, Runnable work) {}

    /** @param pages where the shop's pages are, for links and pictures in mails */
    public SimulatedShop(
            Habits habits, long seed, URI pages, Storefront storefront, Letterbox letterbox, InstantSource time) {
        this.pages = pages;
        this.habits = habits;
        this.seed = seed;
        this.storefront = storefront;
        this.letterbox = letterbox;
        this.time = time;
        Instant opening = time.instant();
        this.run = Long.toString(opening.toEpochMilli(), Character.MAX_RADIX);
        plan(opening, () -> arrive(opening));
        plan(opening, () -> readMail(opening));
    }

    /** Does all that is due, and says how long nothing will be. */
    public Duration doWhatIsDue() {
        Instant now = time.instant();
        while (!agenda.isEmpty() && !agenda.element().due().isAfter(now)) {
            agenda.remove().work().run();
        }
        return agenda.isEmpty()
                ? habits.betweenArrivals()
                : Duration.between(now, agenda.element().due());
    }

    public ShopFigures figures() {
        return new ShopFigures(shoppers, events, orders, cartsLeft, opened, clicked, unsubscribed, sentAgain);
    }

    private void arrive(Instant at) {
        shoppers++;
        Shopper shopper = new Shopper(run + "-" + shoppers, new Random(seed * REMEMBERED + shoppers), habits, pages);
        byAddress.put(shopper.email(), shopper);
        if (byAddress.size() > REMEMBERED) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        walk(at, shopper, new ArrayDeque<>(shopper.visit()));
        Instant next = at.plus(habits.betweenArrivals());
        plan(next, () -> arrive(next));
    }

    private void walk(Instant at, Shopper shopper, Deque<Act> acts) {
        if (acts.isEmpty()) {
            cartsLeft += shopper.hasFullCart() ? 1 : 0;
            return;
        }
        Instant due = at.plus(acts.element().after());
        plan(due, () -> act(due, shopper, acts));
    }

    private void act(Instant at, Shopper shopper, Deque<Act> acts) {
        Act act = acts.element();
        if (!storefront.send(act.sender(), act.path(), act.call())) {
            sentAgain++;
            Instant again = time.instant().plus(TRY_AGAIN);
            plan(again, () -> act(again, shopper, acts));
            return;
        }
        acts.remove();
        events++;
        orders += act.call().path("event").asText().equals("Order Completed") ? 1 : 0;
        walk(at, shopper, acts);
    }

    private void readMail(Instant at) {
        letterbox.newMails().forEach(mail -> read(at, mail));
        Instant next = at.plus(habits.readsMailEvery());
        plan(next, () -> readMail(next));
    }

    private void read(Instant at, Letterbox.Mail mail) {
        Shopper shopper = byAddress.get(mail.to());
        if (shopper == null || !shopper.opens()) {
            return;
        }
        opened++;
        mail.pixel().ifPresent(letterbox::visit);
        boolean leaves = shopper.unsubscribes();
        if (leaves && mail.unsubscribe().isPresent()) {
            unsubscribed++;
            letterbox.unsubscribe(mail.unsubscribe().get());
        } else if (!mail.links().isEmpty() && shopper.clicks()) {
            clicked++;
            letterbox.visit(mail.links().get(0));
            List<Act> visit = shopper.visitFromMail();
            walk(at, shopper, new ArrayDeque<>(visit));
        }
    }

    private void plan(Instant due, Runnable work) {
        tasks++;
        agenda.add(new Task(due, tasks, work));
    }
}
