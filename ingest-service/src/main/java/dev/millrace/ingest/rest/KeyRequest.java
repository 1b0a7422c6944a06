package dev.millrace.ingest.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a new key.
 *
 * @param expires of the new key; absent for never
 * @param othersExpire when the keys that are there shall end, for a change of keys; absent: they stay as they are
 */
public record KeyRequest(@Nullable Instant expires, @Nullable Instant othersExpire) {}
