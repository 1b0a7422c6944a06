package dev.millrace.segment.timeorder;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;
import java.util.List;

/**
 * One event as its topic holds it.
 *
 * @param number tells it from the others of the log
 * @param stored broker time, in milliseconds after the start of the run
 * @param at when it happened, in milliseconds after the start of the run
 */
record StoredEvent(int number, int topic, int customer, String name, long stored, long at) {

    ShopEvent event(CustomerId customer, Instant start) {
        String id = "e" + number;
        Instant happened = start.plusMillis(at);
        return new ShopEvent(
                id,
                ShopEvent.Kind.TRACK,
                name,
                customer,
                List.of(),
                null,
                null,
                happened,
                happened,
                "test",
                ShopEvent.Trust.SERVER,
                false,
                Json.object()
                        .put("product_id", id)
                        .put("quantity", 1)
                        .put("price", "10")
                        .put("order_id", id)
                        .put("total", "10")
                        .put("currency", "EUR"),
                Json.object(),
                Json.object());
    }

    /** A device may be ahead of the log; the log counts. */
    long counted() {
        return Math.min(at, stored);
    }
}
