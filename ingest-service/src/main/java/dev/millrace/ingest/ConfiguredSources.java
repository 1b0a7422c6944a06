package dev.millrace.ingest;

import dev.millrace.contract.IngestSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sources of the configuration; a mistake there stops the start and says which setting it is in. */
final class ConfiguredSources {

    private ConfiguredSources() {}

    static List<IngestSource> of(SourcesConfig config) {
        return config.byName().entrySet().stream()
                .map(entry -> source(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static IngestSource source(String name, SourcesConfig.Entry entry) {
        Stream<IngestSource.Key> forGood = entry.keySha256().orElse(List.of()).stream()
                .map(sha256 -> key(name, "key-sha256", sha256, Optional.empty()));
        Stream<IngestSource.Key> expiring =
                entry.keys().stream().map(key -> key(name, "keys", key.sha256(), key.expires()));
        try {
            return new IngestSource(
                    name,
                    entry.kind(),
                    Stream.concat(forGood, expiring).toList(),
                    entry.origins().orElse(Set.of()),
                    entry.eventsPerSecond().isPresent()
                            ? entry.eventsPerSecond().getAsInt()
                            : null,
                    entry.webhookSecret().orElse(null));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("millrace.sources." + name + ": " + e.getMessage(), e);
        }
    }

    private static IngestSource.Key key(String name, String setting, String sha256, Optional<Instant> expires) {
        try {
            return new IngestSource.Key(sha256, expires.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("millrace.sources." + name + "." + setting + ": " + e.getMessage(), e);
        }
    }
}
