package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Random events of people with several ids each. Every event has a name of its own, so that it can be found again wherever it
 * went.
 */
final class People {

    private final Random random;
    private final List<List<CustomerId>> idsByPerson = new ArrayList<>();
    private int events;

    /** @param shared of ten ids, how many belong to two people */
    People(Random random, int people, int shared) {
        this.random = random;
        for (int person = 0; person < people; person++) {
            List<CustomerId> ids = new ArrayList<>();
            int number = person;
            IntStream.range(0, 1 + random.nextInt(2)).forEach(i -> ids.add(CustomerId.user("u" + number + i)));
            IntStream.range(0, random.nextInt(3)).forEach(i -> ids.add(CustomerId.of("mail:" + number + i)));
            IntStream.range(0, random.nextInt(2)).forEach(i -> ids.add(CustomerId.of("tel:" + number + i)));
            IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> ids.add(CustomerId.anonymous("a" + number + i)));
            idsByPerson.add(ids);
        }
        for (int person = 1; person < people; person++) {
            for (CustomerId id : idsByPerson.get(person)) {
                if (id.kind() != CustomerId.Kind.USER && random.nextInt(10) < shared) {
                    idsByPerson.get(random.nextInt(person)).add(id);
                }
            }
        }
    }

    List<List<CustomerId>> idsByPerson() {
        return idsByPerson;
    }

    List<ShopEvent> happen(int count) {
        List<ShopEvent> happened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            happened.add(event(oneOf(idsByPerson), Events.T0.plusSeconds(random.nextInt(50_000))));
        }
        return happened;
    }

    ShopEvent event(List<CustomerId> ids, Instant at) {
        List<CustomerId> shuffled = new ArrayList<>(new HashSet<>(ids));
        Collections.shuffle(shuffled, random);
        List<CustomerId> named = shuffled.subList(0, Math.min(shuffled.size(), 1 + random.nextInt(3)));
        List<CustomerId> strongestFirst =
                named.stream().sorted(Comparator.comparing(CustomerId::kind)).toList();
        boolean isAlias = strongestFirst.size() > 1
                && strongestFirst.get(0).kind() == CustomerId.Kind.USER
                && strongestFirst.get(1).kind() == CustomerId.Kind.USER;
        return of(
                strongestFirst.get(0),
                strongestFirst.subList(1, strongestFirst.size()),
                at,
                isAlias || random.nextInt(3) > 0 ? ShopEvent.Trust.SERVER : ShopEvent.Trust.BROWSER);
    }

    ShopEvent of(CustomerId customer, List<CustomerId> others, Instant at, ShopEvent.Trust trust) {
        int number = events++;
        String orderId = "o" + random.nextInt(12);
        boolean isOrder = random.nextInt(4) == 0;
        var properties = isOrder
                ? Json.object().put("order_id", orderId).put("total", Integer.toString(random.nextInt(90)))
                : Json.object().put("path", "/" + number);
        var traits = random.nextInt(4) == 0
                ? Json.object().put("firstName", "n" + number).put("points", random.nextInt(9))
                : Json.object();
        return new ShopEvent(
                "m" + number,
                ShopEvent.Kind.TRACK,
                isOrder ? "Order Completed" : random.nextBoolean() ? "Page Viewed" : "Ev " + number,
                customer,
                others,
                customer.kind() == CustomerId.Kind.USER ? customer.name() : null,
                null,
                at,
                at,
                "test",
                trust,
                false,
                properties,
                traits,
                Json.object());
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    static Set<CustomerId> idsOf(ShopEvent event) {
        Set<CustomerId> ids = new HashSet<>(event.alsoKnownAs());
        ids.add(event.customer());
        return ids;
    }
}
