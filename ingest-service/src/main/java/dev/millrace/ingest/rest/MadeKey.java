package dev.millrace.ingest.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key that was made: shown this once. */
public record MadeKey(String id, String key, @Nullable Instant expires) {}
