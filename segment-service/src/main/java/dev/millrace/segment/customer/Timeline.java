package dev.millrace.segment.customer;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A customer's recent past, for people to look at: the {@value #MAX_ENTRIES} newest events, newest first. */
public record Timeline(List<TimelineEntry> entries) {

    public static final int MAX_ENTRIES = 20;
    public static final Timeline EMPTY = new Timeline(List.of());

    private static final Comparator<TimelineEntry> NEWEST_FIRST =
            Comparator.comparing(TimelineEntry::at).reversed().thenComparing(TimelineEntry::name);

    public Timeline {
        entries = List.copyOf(entries);
    }

    public Timeline plus(CustomerEvent event, Instant at) {
        TimelineEntry entry = entry(event, at);
        if (entry.name().length() > CustomerState.MAX_NAME_LENGTH) {
            return this;
        }
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(entry);
        more.sort(NEWEST_FIRST);
        return new Timeline(more.subList(0, Math.min(more.size(), MAX_ENTRIES)));
    }

    /** Of two customers who are one. */
    public Timeline merge(Timeline other) {
        List<TimelineEntry> both = new ArrayList<>(entries);
        both.addAll(other.entries);
        both.sort(NEWEST_FIRST);
        return new Timeline(both.subList(0, Math.min(both.size(), MAX_ENTRIES)));
    }

    private static TimelineEntry entry(CustomerEvent event, Instant at) {
        if (event instanceof CustomerEvent.WithMessage message) {
            EngagementEvent told = message.event();
            return new TimelineEntry(at, told.kind().eventName(), told.template() == null ? "" : told.template());
        }
        ShopEvent told = ((CustomerEvent.AtShop) event).event();
        String name = EventName.snakeCase(told.name());
        return new TimelineEntry(at, name, summary(name, told));
    }

    private static String summary(String name, ShopEvent event) {
        String field =
                switch (name) {
                    case "order_completed", "order_refunded" -> "total";
                    case "page_viewed" -> "path";
                    case "consent_updated" -> "status";
                    default -> "name";
                };
        String text = Fold.text(event.properties(), field);
        return text == null ? "" : text;
    }
}
