package dev.millrace.ingest.rest;

import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.key.RateLimits;
import dev.millrace.ingest.key.SourceBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A source as the admin API shows it; no key, and no hash of one.
 *
 * @param setBy {@code configuration}: then it can't be changed here; or {@code api}
 * @param warnings what makes it less safe than it could be
 */
public record SourceView(
        String name,
        IngestSource.Kind kind,
        String setBy,
        List<KeyView> keys,
        Set<String> origins,
        int eventsPerSecond,
        @Nullable String webhookSecret,
        List<String> warnings) {

    /** A key by its id, which is the beginning of its hash. */
    public record KeyView(String id, @Nullable Instant expires, boolean valid) {}

    static SourceView of(IngestSource source, SourceBook book, RateLimits limits, Instant now) {
        return new SourceView(
                source.name(),
                source.kind(),
                book.isConfigured(source.name()) ? "configuration" : "api",
                source.keys().stream()
                        .map(key -> new KeyView(key.id(), key.expires(), key.validAt(now)))
                        .toList(),
                new TreeSet<>(source.origins()),
                limits.eventsPerSecond(source),
                source.webhookSecret(),
                warnings(source, now));
    }

    private static List<String> warnings(IngestSource source, Instant now) {
        List<String> warnings = new ArrayList<>();
        if (source.kind() == IngestSource.Kind.BROWSER && source.origins().isEmpty()) {
            warnings.add("pages of any origin may send with these keys; list the shop's origins");
        }
        if (source.keys().stream().noneMatch(key -> key.validAt(now)) && source.webhookSecret() == null) {
            warnings.add("no key is valid: nothing can be sent");
        }
        return warnings;
    }
}
