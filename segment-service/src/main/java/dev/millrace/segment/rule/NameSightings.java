package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Learns the names of events, traits and properties that arrive and that nobody declared. Names alone: no values, and nothing
 * that is no plain word. Whoever has a key may make them up, and a browser's key is public: at most {@value #MOST} are known, and
 * {@value #MOST_OF_BROWSERS} that only browsers have said. What hasn't been said for {@value #DAYS_KEPT} days is forgotten.
 */
public final class NameSightings {

    public static final int MOST = 2_000;
    public static final int MOST_OF_BROWSERS = 500;
    static final int DAYS_KEPT = 90;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int DEPTH = 2;
    private static final Sighting DECLARED = new Sighting(Long.MAX_VALUE, true);

    private final Map<String, Sighting> events = new HashMap<>();
    private final Map<Field.Scope, Map<String, Sighting>> fields = new EnumMap<>(Field.Scope.class);
    private int learnt;
    private int ofBrowsers;
    private long today = Long.MIN_VALUE;

    /**
     * That a name was said.
     *
     * @param day the last one, by the time of storing, counted from 1970
     * @param vouched whether anybody but a browser has said it
     */
    public record Sighting(long day, boolean vouched) {}

    /**
     * What is to be stored of a name.
     *
     * @param sighting null to forget it
     */
    public record Change(String key, @Nullable Sighting sighting) {}

    /**
     * @param stored by the keys that {@link #learn} gave
     */
    public NameSightings(Map<String, Sighting> stored) {
        for (Field.Scope scope : Field.Scope.values()) {
            fields.put(scope, new HashMap<>());
        }
        FieldDictionary.standard().fields().forEach(field -> of(field.scope()).put(field.name(), DECLARED));
        FieldDictionary.standard().events().forEach(event -> events.put(event, DECLARED));
        stored.forEach((key, sighting) -> SeenName.parse(key).ifPresent(name -> {
            if (of(name.scope()).putIfAbsent(name.name(), sighting) == null) {
                count(sighting, 1);
            }
        }));
    }

    /**
     * What an event changes: most often nothing, and of each name once a day that it is still said.
     *
     * @param name of the event in snake case
     * @param at when it was stored
     */
    public List<Change> learn(String name, ShopEvent event, Instant at) {
        List<Change> changes = new ArrayList<>(0);
        long day = Math.floorDiv(at.toEpochMilli(), DAY);
        if (day > today) {
            today = day;
            forget(changes);
        }
        boolean vouched = event.trust() != ShopEvent.Trust.BROWSER;
        see(null, name, name, vouched, changes);
        seeAll(Field.Scope.TRAIT, "", event.traits(), 1, vouched, changes);
        seeAll(Field.Scope.PROPERTY, "", event.properties(), 1, vouched, changes);
        for (JsonNode line : event.properties().path("products")) {
            seeAll(Field.Scope.LINE, "items.", line, 1, vouched, changes);
        }
        return changes;
    }

    private void seeAll(
            Field.Scope scope, String prefix, JsonNode node, int depth, boolean vouched, List<Change> changes) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String path = prefix.isEmpty() ? name : prefix + name;
            JsonNode value = node.path(name);
            if (!value.isObject()) {
                see(scope, path, name, vouched, changes);
            } else if (depth < DEPTH && SeenName.isPlain(name)) {
                seeAll(scope, path + ".", value, depth + 1, vouched, changes);
            }
        }
    }

    private void see(Field.@Nullable Scope scope, String path, String name, boolean vouched, List<Change> changes) {
        Sighting known = of(scope).get(path);
        if (known == null ? !canLearn(scope, path, name, vouched) : !isNews(known, vouched)) {
            return;
        }
        if (known != null) {
            count(known, -1);
        }
        Sighting now = new Sighting(today, vouched || known != null && known.vouched());
        of(scope).put(path, now);
        count(now, 1);
        changes.add(new Change(new SeenName(scope, path).key(), now));
    }

    private boolean isNews(Sighting known, boolean vouched) {
        return known.day() < today || vouched && !known.vouched();
    }

    private boolean canLearn(Field.@Nullable Scope scope, String path, String name, boolean vouched) {
        boolean isLines = scope == Field.Scope.PROPERTY && path.equals("products");
        boolean fits = learnt < MOST && (vouched || ofBrowsers < MOST_OF_BROWSERS);
        return fits && !isLines && SeenName.isPlain(name);
    }

    private void forget(List<Change> changes) {
        forget(null, changes);
        fields.keySet().forEach(scope -> forget(scope, changes));
    }

    private void forget(Field.@Nullable Scope scope, List<Change> changes) {
        of(scope).entrySet().removeIf(name -> {
            boolean isOld = name.getValue().day() < today - DAYS_KEPT;
            if (isOld) {
                count(name.getValue(), -1);
                changes.add(new Change(new SeenName(scope, name.getKey()).key(), null));
            }
            return isOld;
        });
    }

    private void count(Sighting sighting, int change) {
        learnt += change;
        ofBrowsers += sighting.vouched() ? 0 : change;
    }

    private Map<String, Sighting> of(Field.@Nullable Scope scope) {
        return scope == null ? events : Objects.requireNonNull(fields.get(scope));
    }
}
