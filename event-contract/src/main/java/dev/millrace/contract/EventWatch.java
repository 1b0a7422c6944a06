package dev.millrace.contract;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That somebody waits for an event, usually a campaign, on {@code segments.watches}: one copy to each partition, a tombstone
 * ends it. Each such event of a known customer becomes a transition of kind {@code occurred}.
 *
 * @param id like a segment's: lower-case words joined by dashes
 * @param event its name, as Segment spells it or in snake case
 * @param filter a condition on the event, as the segment language writes it in braces: {@code total > 50}
 * @param properties paths of what the transition carries along, such as {@code order_id} or {@code context.campaign.name}
 */
public record EventWatch(String id, String event, @Nullable String filter, List<String> properties, Instant updatedAt) {

    public static final int MAX_PROPERTIES = 20;
    private static final int MAX_LENGTH = 200;

    public EventWatch {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(updatedAt, "updatedAt");
        SegmentDefinition.requireId(id);
        properties = properties == null ? List.of() : List.copyOf(properties);
        requireName("an event", event);
        if (properties.size() > MAX_PROPERTIES) {
            throw new IllegalArgumentException("a watch carries at most " + MAX_PROPERTIES + " properties");
        }
        properties.forEach(property -> requireName("a property", property));
    }

    private static void requireName(String what, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " has a name of 1 to " + MAX_LENGTH + " characters");
        }
    }
}
