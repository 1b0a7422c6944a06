package dev.millrace.ingest.key;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may send, by name and by key. What configuration names stands as long as the process and can't be changed; the rest
 * comes and goes. No key is held, only hashes: a look-up by the hash of what was presented tells nothing about the keys by
 * the time it takes. Readers see one whole state; safe for threads.
 */
public final class SourceBook {

    private final Map<String, IngestSource> configured;
    private volatile State state;
    private volatile boolean complete;

    /** @throws IllegalArgumentException if two sources have the same key */
    public SourceBook(Collection<IngestSource> configured) {
        Map<String, IngestSource> byName = new HashMap<>();
        configured.forEach(source -> byName.put(source.name(), source));
        this.configured = Map.copyOf(byName);
        long keys =
                configured.stream().mapToLong(source -> source.keys().size()).sum();
        this.state = State.of(this.configured, Map.of());
        if (state.byHash.size() < keys) {
            throw new IllegalArgumentException("two sources have the same key, expected other keys for each source");
        }
    }

    public Optional<IngestSource> byKey(String presented, Instant now) {
        Held held = state.byHash.get(ApiKeyHash.ofKey(presented).sha256());
        return held != null && held.key.validAt(now) ? Optional.of(held.source) : Optional.empty();
    }

    public Optional<IngestSource> byName(String name) {
        return Optional.ofNullable(state.byName.get(name));
    }

    /** By name. */
    public List<IngestSource> all() {
        return List.copyOf(state.byName.values());
    }

    public boolean isConfigured(String name) {
        return configured.containsKey(name);
    }

    /** Whether any browser may send from there: what a browser asks before it shows its key. */
    public boolean anyTakesFrom(String origin) {
        return state.byName.values().stream()
                .anyMatch(source -> source.kind() == IngestSource.Kind.BROWSER && source.takesFrom(origin));
    }

    /** All sources that are not configured; from the first call on, a key that is not known is known by nobody. */
    public void store(Collection<IngestSource> stored) {
        Map<String, IngestSource> byName = new HashMap<>();
        stored.forEach(source -> byName.put(source.name(), source));
        state = State.of(configured, byName);
        complete = true;
    }

    /** Whether a key may be called unknown already. */
    public boolean complete() {
        return complete;
    }

    private record Held(IngestSource source, IngestSource.Key key) {}

    private record State(Map<String, IngestSource> byName, Map<String, Held> byHash) {

        /** What is configured wins, by name and by key. */
        static State of(Map<String, IngestSource> configured, Map<String, IngestSource> stored) {
            Map<String, IngestSource> byName = new TreeMap<>(stored);
            byName.putAll(configured);
            Map<String, Held> byHash = new HashMap<>();
            byName.values().forEach(source -> source.keys().forEach(key -> {
                if (!byHash.containsKey(key.sha256()) || configured.containsKey(source.name())) {
                    byHash.put(key.sha256(), new Held(source, key));
                }
            }));
            return new State(byName, byHash);
        }
    }
}
