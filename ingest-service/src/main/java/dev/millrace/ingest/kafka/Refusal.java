package dev.millrace.ingest.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a producer sent that was not taken.
 *
 * @param at when it was stored
 * @param code why, in a word
 * @param index its place in the batch; null for a whole request
 * @param sent what was sent, without its key; cut when it was long
 */
public record Refusal(Instant at, String source, String code, String reason, @Nullable Integer index, String sent) {}
