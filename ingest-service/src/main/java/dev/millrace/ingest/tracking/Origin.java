package dev.millrace.ingest.tracking;

import dev.millrace.contract.ShopEvent;
import java.time.Instant;

/**
 * Where a request came from and when: the same for all its events.
 *
 * @param source the name of the write key's source
 * @param historical imported history: times are taken as sent, not corrected for a device's clock
 */
public record Origin(String source, ShopEvent.Trust trust, boolean historical, Instant receivedAt) {}
