package dev.millrace.ingest.rest;

import dev.millrace.contract.IngestSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a source shall be; its keys are made apart. */
public record SourceRequest(
        IngestSource.@Nullable Kind kind,
        @Nullable Set<String> origins,
        @Nullable Integer eventsPerSecond,
        @Nullable String webhookSecret) {

    /** @throws IllegalArgumentException if it can't be one */
    IngestSource named(String name, List<IngestSource.Key> keys) {
        if (kind == null) {
            throw new IllegalArgumentException("kind is missing, expected browser or server");
        }
        return new IngestSource(name, kind, keys, origins == null ? Set.of() : origins, eventsPerSecond, webhookSecret);
    }
}
