package dev.millrace.segment.staff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what staff say. The newest statement wins, so two statements of this process never have the same instant:
 * a tag that is put on and taken off at once is off.
 */
final class StaffEvents {

    private static final String SOURCE = "staff";

    private final InstantSource time;
    private Instant last = Instant.EPOCH;

    StaffEvents(InstantSource time) {
        this.time = time;
    }

    ShopEvent tag(CustomerId customer, @Nullable String userId, String tag, boolean added) {
        String name = added ? "Tag Added" : "Tag Removed";
        return event(customer, userId, ShopEvent.Kind.TRACK, name, Json.object().put("tag", tag), Json.object());
    }

    ShopEvent traits(CustomerId customer, @Nullable String userId, ObjectNode traits) {
        return event(customer, userId, ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, Json.object(), traits);
    }

    private ShopEvent event(
            CustomerId customer,
            @Nullable String userId,
            ShopEvent.Kind kind,
            String name,
            ObjectNode properties,
            ObjectNode traits) {
        Instant at = next();
        return new ShopEvent(
                "staff-" + UUID.randomUUID(),
                kind,
                name,
                customer,
                List.of(),
                userId,
                null,
                at,
                at,
                SOURCE,
                ShopEvent.Trust.INTERNAL,
                false,
                properties,
                traits,
                Json.object());
    }

    private synchronized Instant next() {
        Instant now = Instant.ofEpochMilli(time.instant().toEpochMilli());
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }
}
