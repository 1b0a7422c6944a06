package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One delivery of a webhook, its signature checked.
 *
 * @param source which shop, by the name of its source
 * @param topic as the shop names it, such as {@code orders/create}
 * @param id the same for each attempt to deliver it
 */
public record Delivery(String source, String topic, String id, JsonNode payload) {}
