package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of events, traits and properties that have arrived and that nobody declared. Names alone: no values, nothing that is no
 * plain word, and at most {@value #MOST}, for whoever sends events may make them up.
 */
public final class SeenNames {

    public static final int MOST = 2_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_ -]{0,63}");
    private static final String EVENT = "event/";
    private static final int DEPTH = 2;

    private final Set<String> events = new HashSet<>();
    private final Map<Field.Scope, Set<String>> fields = new EnumMap<>(Field.Scope.class);
    private int learnt;

    /**
     * @param keys of names that were learnt before, as {@link #learn} gave them
     */
    public SeenNames(Collection<String> keys) {
        for (Field.Scope scope : Field.Scope.values()) {
            fields.put(scope, new HashSet<>());
        }
        FieldDictionary.standard().fields().forEach(field -> of(field.scope()).add(field.name()));
        events.addAll(FieldDictionary.standard().events());
        keys.forEach(this::remember);
        learnt = keys.size();
    }

    /**
     * What is new in an event: most often nothing.
     *
     * @param name of the event in snake case
     * @return keys under which the names can be kept
     */
    public List<String> learn(String name, ShopEvent event) {
        List<String> news = new ArrayList<>(0);
        if (learnt >= MOST) {
            return news;
        }
        if (!events.contains(name) && WORD.matcher(name).matches()) {
            news.add(EVENT + name);
        }
        find(Field.Scope.TRAIT, "", event.traits(), 1, news);
        find(Field.Scope.PROPERTY, "", event.properties(), 1, news);
        for (JsonNode line : event.properties().path("products")) {
            find(Field.Scope.LINE, "items.", line, 1, news);
        }
        while (news.size() > MOST - learnt) {
            news.remove(news.size() - 1);
        }
        news.removeIf(key -> !remember(key));
        learnt += news.size();
        return news;
    }

    private void find(Field.Scope scope, String prefix, JsonNode node, int depth, List<String> news) {
        Set<String> known = of(scope);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String path = prefix.isEmpty() ? name : prefix + name;
            JsonNode value = node.path(name);
            if (value.isObject()) {
                if (depth < DEPTH && WORD.matcher(name).matches()) {
                    find(scope, path + ".", value, depth + 1, news);
                }
            } else if (!known.contains(path)
                    && !isLines(scope, path)
                    && WORD.matcher(name).matches()) {
                news.add(scope.word() + "/" + path);
            }
        }
    }

    private static boolean isLines(Field.Scope scope, String path) {
        return scope == Field.Scope.PROPERTY && path.equals("products");
    }

    private Set<String> of(Field.Scope scope) {
        return Objects.requireNonNull(fields.get(scope));
    }

    /** False if it was known. */
    private boolean remember(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        if (key.startsWith(EVENT)) {
            return events.add(name);
        }
        for (Field.Scope scope : Field.Scope.values()) {
            if (key.startsWith(scope.word()) && scope.word().length() == slash) {
                return of(scope).add(name);
            }
        }
        return false;
    }

    boolean hasEvent(String name) {
        return events.contains(name);
    }

    boolean has(Field.Scope scope, String name) {
        return of(scope).contains(name);
    }

    List<String> events() {
        return events.stream().sorted().toList();
    }

    List<String> names(Field.Scope scope) {
        return of(scope).stream().sorted().toList();
    }
}
