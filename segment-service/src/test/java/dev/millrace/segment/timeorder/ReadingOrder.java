package dev.millrace.segment.timeorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** In which order a task reads the records of several topics: that of each topic is kept, anything else may be. */
final class ReadingOrder {

    static final int TICK = -1;

    private ReadingOrder() {}

    /** Numbers of topics, and {@link #TICK}. */
    static List<Integer> random(ShopLog log, Random random) {
        List<Integer> steps = new ArrayList<>();
        for (int topic = 0; topic < log.topics().size(); topic++) {
            for (int i = 0; i < log.topics().get(topic).size(); i++) {
                steps.add(topic);
            }
        }
        log.ticks().forEach(tick -> steps.add(TICK));
        // all of one kind are alike, so any order of them keeps that of each topic
        java.util.Collections.shuffle(steps, random);
        return steps;
    }
}
