package dev.millrace.trigger.campaign;

import dev.millrace.trigger.digest.StableDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the shop that a campaign listens for.
 *
 * @param name as Segment spells it or in snake case
 * @param filter a condition on the event in the segment language, as it stands in braces there; null takes every one
 * @param properties paths of what the campaign wants to know of it
 */
public record WatchedEvent(String name, @Nullable String filter, List<String> properties) {

    public WatchedEvent {
        properties = List.copyOf(properties);
    }

    /** The id of its watch: the same for the same event, filter and properties, so that campaigns share one. */
    public String watchId() {
        List<String> parts = new ArrayList<>(List.of(name, filter == null ? "" : filter));
        parts.addAll(properties);
        return "campaign-" + StableDigest.id(parts.toArray(String[]::new));
    }
}
