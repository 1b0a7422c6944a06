package dev.millrace.segment.rule;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Names of events, traits and properties that are known, and those that have arrived besides: see {@link NameSightings}. */
public final class SeenNames {

    private final Set<String> events = new HashSet<>(FieldDictionary.standard().events());
    private final Map<Field.Scope, Set<String>> fields = new EnumMap<>(Field.Scope.class);

    /**
     * @param keys of names that have arrived
     */
    public SeenNames(Collection<String> keys) {
        for (Field.Scope scope : Field.Scope.values()) {
            fields.put(scope, new HashSet<>());
        }
        FieldDictionary.standard().fields().forEach(field -> of(field.scope()).add(field.name()));
        for (String key : keys) {
            SeenName.parse(key).ifPresent(seen -> (seen.scope() == null ? events : of(seen.scope())).add(seen.name()));
        }
    }

    private Set<String> of(Field.Scope scope) {
        return Objects.requireNonNull(fields.get(scope));
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
