package dev.millrace.segment.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.segment.codec.SweepCodec;
import dev.millrace.segment.membership.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a task by segment and generation, as far back as customers are judged by them; what was turned down; when
 * each generation began; and how far the sweep is.
 */
final class DefinitionStore {

    private static final String GENERATION = "@generation@";
    private static final String SWEEP = "@sweep";
    private static final String EXACT = "@exact@";
    private static final String TURNED_DOWN = "@turned-down";
    private static final ObjectMapper JSON = Json.mapper();

    private final KeyValueStore<String, byte[]> store;
    private final NavigableMap<String, NavigableMap<Long, StoredDefinition>> bySegment = new TreeMap<>();
    private final Map<String, StoredDefinition> turnedDown = new TreeMap<>();
    private final Map<String, Instant> exactSince = new TreeMap<>();
    private final NavigableMap<Long, Beginning> beginnings = new TreeMap<>();
    private Sweep sweep = Sweep.DONE;

    /** When a generation began, and what brought it about. */
    record Beginning(Instant since, Cause cause) {}

    DefinitionStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(this::load);
        }
    }

    private void load(KeyValue<String, byte[]> entry) {
        String key = entry.key;
        if (key.equals(SWEEP)) {
            sweep = SweepCodec.decode(entry.value);
        } else if (key.startsWith(GENERATION)) {
            beginnings.put(number(key, GENERATION.length()), read(entry.value, Beginning.class));
        } else if (key.startsWith(EXACT)) {
            exactSince.put(key.substring(EXACT.length()), read(entry.value, Instant.class));
        } else if (key.endsWith(TURNED_DOWN)) {
            String segment = key.substring(0, key.length() - TURNED_DOWN.length());
            turnedDown.put(segment, read(entry.value, StoredDefinition.class));
        } else {
            int at = key.lastIndexOf('@');
            bySegment
                    .computeIfAbsent(key.substring(0, at), segment -> new TreeMap<>())
                    .put(number(key, at + 1), read(entry.value, StoredDefinition.class));
        }
    }

    Sweep sweep() {
        return sweep;
    }

    NavigableMap<Long, Beginning> beginnings() {
        return beginnings;
    }

    /** The generation that put the figures of the base in force by which one was judged; 0 if they are older than all. */
    long figuresSince(long generation) {
        return beginnings.headMap(generation, true).descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue().cause() == Cause.POPULATION)
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    /** In force under a generation. */
    List<SegmentDefinition> inForceAt(long generation) {
        List<SegmentDefinition> inForce = new ArrayList<>();
        bySegment.values().forEach(versions -> {
            Map.Entry<Long, StoredDefinition> newest = versions.floorEntry(generation);
            if (newest != null && newest.getValue().standing() == StoredDefinition.Standing.IN_FORCE) {
                inForce.add(newest.getValue().definition());
            }
        });
        return inForce;
    }

    /** In force or deleted, whichever came last; null if there never was one. */
    @Nullable
    StoredDefinition newest(String segment) {
        NavigableMap<Long, StoredDefinition> versions = bySegment.get(segment);
        return versions == null ? null : versions.lastEntry().getValue();
    }

    @Nullable
    StoredDefinition turnedDown(String segment) {
        return turnedDown.get(segment);
    }

    /** What stands of each segment: what is in force or deleted, and what was turned down since. */
    List<StoredDefinition> all() {
        List<StoredDefinition> all = new ArrayList<>(turnedDown.values());
        bySegment.values().forEach(versions -> all.add(versions.lastEntry().getValue()));
        return all;
    }

    List<StoredDefinition> allTurnedDown() {
        return List.copyOf(turnedDown.values());
    }

    void put(long generation, StoredDefinition definition) {
        String segment = definition.definition().id();
        bySegment.computeIfAbsent(segment, it -> new TreeMap<>()).put(generation, definition);
        store.put(key(segment, generation), write(definition));
        if (turnedDown.remove(segment) != null) {
            store.delete(segment + TURNED_DOWN);
        }
    }

    void turnDown(StoredDefinition definition) {
        String segment = definition.definition().id();
        turnedDown.put(segment, definition);
        store.put(segment + TURNED_DOWN, write(definition));
    }

    void begin(long generation, Beginning beginning) {
        beginnings.put(generation, beginning);
        store.put(GENERATION + "%016x".formatted(generation), write(beginning));
    }

    /** Segment to the instant after which its rule has seen all that happened, where that is not since ever. */
    Map<String, Instant> exactSince() {
        return Map.copyOf(exactSince);
    }

    /** False if a later instant was known already. */
    boolean isExactSince(String segment, Instant instant) {
        Instant known = exactSince.get(segment);
        if (known != null && !instant.isAfter(known)) {
            return false;
        }
        exactSince.put(segment, instant);
        store.put(EXACT + segment, write(instant));
        return true;
    }

    void isExact(String segment) {
        if (exactSince.remove(segment) != null) {
            store.delete(EXACT + segment);
        }
    }

    void put(Sweep further) {
        sweep = further;
        store.put(SWEEP, SweepCodec.encode(further));
    }

    /** Forgets what nobody is judged by any more. */
    void forgetBefore(long generation) {
        for (long old : List.copyOf(beginnings.headMap(generation).keySet())) {
            beginnings.remove(old);
            store.delete(GENERATION + "%016x".formatted(old));
        }
        bySegment.forEach((segment, versions) -> {
            Long base = versions.floorKey(generation);
            if (base != null) {
                for (long old : List.copyOf(versions.headMap(base).keySet())) {
                    versions.remove(old);
                    store.delete(key(segment, old));
                }
            }
        });
    }

    static boolean isVersion(String key) {
        return !key.startsWith("@") && !key.endsWith(TURNED_DOWN);
    }

    static boolean isTurnedDown(String key) {
        return !key.startsWith("@") && key.endsWith(TURNED_DOWN);
    }

    static String segment(String key) {
        return key.substring(0, key.lastIndexOf('@'));
    }

    static StoredDefinition definition(byte[] bytes) {
        return read(bytes, StoredDefinition.class);
    }

    private static String key(String segment, long generation) {
        return segment + "@" + "%016x".formatted(generation);
    }

    private static long number(String key, int from) {
        return Long.parseLong(key.substring(from), 16);
    }

    private static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored definition can't be read", e);
        }
    }
}
