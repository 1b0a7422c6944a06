package dev.millrace.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.evaluation.EventMatcher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that somebody waits for, by name. A watch that this release can't read waits for nothing. */
public final class EventWatches {

    public static final EventWatches NONE = of(List.of());

    private final Map<String, List<Waiting>> byEvent;

    private record Waiting(EventWatch watch, EventMatcher matcher) {}

    /** A watch, and what it waited for. */
    record Hit(String watch, Occurrence occurrence) {}

    private EventWatches(Map<String, List<Waiting>> byEvent) {
        this.byEvent = byEvent;
    }

    public static EventWatches of(Collection<EventWatch> watches) {
        Map<String, List<Waiting>> byEvent = new HashMap<>();
        watches.stream().sorted(Comparator.comparing(EventWatch::id)).forEach(watch -> {
            if (EventMatcher.compile(watch.event(), watch.filter()) instanceof EventMatcher.Compiled.Valid valid) {
                byEvent.computeIfAbsent(valid.matcher().event(), event -> new ArrayList<>())
                        .add(new Waiting(watch, valid.matcher()));
            }
        });
        return new EventWatches(byEvent);
    }

    boolean isWaitedFor(String event) {
        return byEvent.containsKey(event);
    }

    /** In the order of the watches' ids. */
    List<Hit> hits(EventFacts facts) {
        return byEvent.getOrDefault(facts.name(), List.of()).stream()
                .filter(waiting -> waiting.matcher().matches(facts))
                .map(waiting -> new Hit(waiting.watch().id(), occurrence(waiting.watch(), facts)))
                .toList();
    }

    private static Occurrence occurrence(EventWatch watch, EventFacts facts) {
        ObjectNode carried = Json.object();
        for (String path : watch.properties()) {
            JsonNode value = facts.at(path);
            if (!value.isMissingNode() && !value.isNull()) {
                carried.set(path, value);
            }
        }
        return new Occurrence(facts.name(), carried, orderTotal(facts), Fold.text(facts.properties(), "currency"));
    }

    private static @Nullable BigDecimal orderTotal(EventFacts facts) {
        BigDecimal total = Fold.decimal(facts.properties().get("total"));
        return total == null || total.scale() >= 0 ? total : total.setScale(0);
    }
}
