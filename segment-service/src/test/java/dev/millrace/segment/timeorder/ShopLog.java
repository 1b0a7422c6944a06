package dev.millrace.segment.timeorder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What the topics of one partition hold: events in the order of each topic, and ticks, each true by itself. */
record ShopLog(List<List<StoredEvent>> topics, List<StoredTick> ticks, long end) {

    static final int CUSTOMERS = 3;
    private static final List<String> NAMES = List.of("Page Viewed", "Product Added", "Order Completed");
    private static final int LONGEST = 60_000;

    /** @param reached of each topic, how many of its records are below the offset the tick names */
    record StoredTick(long upTo, int[] reached) {}

    static ShopLog random(Random random) {
        List<StoredEvent> events = new ArrayList<>();
        int count = 1 + random.nextInt(24);
        for (int i = 0; i < count; i++) {
            int topic = random.nextInt(NAMES.size());
            // round seconds, so that events and timers meet in one millisecond
            long stored = random.nextInt(LONGEST / 1000) * 1000L + (random.nextInt(3) == 0 ? 1 : 0);
            events.add(new StoredEvent(
                    i, topic, random.nextInt(CUSTOMERS), NAMES.get(topic), stored, stored + delay(random)));
        }
        events.sort(Comparator.comparingLong(StoredEvent::stored));
        List<List<StoredEvent>> topics = new ArrayList<>();
        for (int topic = 0; topic < NAMES.size(); topic++) {
            int wanted = topic;
            topics.add(events.stream().filter(it -> it.topic() == wanted).toList());
        }
        List<StoredTick> ticks = new ArrayList<>();
        int tickCount = random.nextInt(10);
        for (int i = 0; i < tickCount; i++) {
            ticks.add(tick(topics, random.nextInt(LONGEST / 1000) * 1000L, random));
        }
        if (random.nextInt(4) > 0) {
            ticks.sort(Comparator.comparingLong(StoredTick::upTo));
        }
        return new ShopLog(topics, ticks, 2L * LONGEST);
    }

    int size() {
        return topics.stream().mapToInt(List::size).sum();
    }

    StoredTick last() {
        return new StoredTick(end, topics.stream().mapToInt(List::size).toArray());
    }

    private static long delay(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> -1000L * random.nextInt(40);
            case 3 -> 1000L * random.nextInt(30);
            default -> 0;
        };
    }

    /** The offsets are read after the mark: at least all that was stored before lies below them, and maybe more. */
    private static StoredTick tick(List<List<StoredEvent>> topics, long upTo, Random random) {
        int[] reached = new int[topics.size()];
        for (int topic = 0; topic < reached.length; topic++) {
            List<StoredEvent> events = topics.get(topic);
            int before = (int) events.stream().filter(it -> it.stored() < upTo).count();
            reached[topic] = before + (random.nextInt(3) == 0 ? random.nextInt(events.size() - before + 1) : 0);
        }
        return new StoredTick(upTo, reached);
    }
}
