package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that are known by name, with their types: the reserved traits and commerce events of the Segment
 * specification, and what a shop declares beyond them. A field that is not in it may be asked for, but has any type.
 */
public final class FieldDictionary {

    private static final Set<String> ENGAGEMENT = Arrays.stream(EngagementEvent.Kind.values())
            .map(EngagementEvent.Kind::eventName)
            .collect(Collectors.toUnmodifiableSet());
    /** Properties of lines that an order may have as well. */
    private static final Set<String> ON_BOTH = Set.of("coupon", "name", "url");

    private static final FieldDictionary STANDARD = read();

    private final Map<Field.Scope, Map<String, Field>> fields;
    private final Map<String, EventPhrase> events;
    private final List<Field> declared;
    private final @Nullable SeenNames seen;

    private FieldDictionary(
            Map<Field.Scope, Map<String, Field>> fields,
            Map<String, EventPhrase> events,
            List<Field> declared,
            @Nullable SeenNames seen) {
        this.seen = seen;
        this.declared = List.copyOf(declared);
        this.fields = fields;
        this.events = events;
    }

    public static FieldDictionary standard() {
        return STANDARD;
    }

    /**
     * This dictionary and more fields.
     *
     * @throws IllegalArgumentException that names a field which is there already
     */
    public FieldDictionary with(Field... more) {
        if (more.length == 0) {
            return this;
        }
        Map<Field.Scope, Map<String, Field>> all = new LinkedHashMap<>();
        fields.forEach((scope, byName) -> all.put(scope, new LinkedHashMap<>(byName)));
        for (Field field : more) {
            Map<String, Field> byName = all.computeIfAbsent(field.scope(), scope -> new LinkedHashMap<>());
            if (byName.putIfAbsent(field.name(), field) != null) {
                throw new IllegalArgumentException(
                        "the " + field.scope().word() + " field " + field.name() + " is declared twice");
            }
        }
        List<Field> together = new ArrayList<>(declared);
        together.addAll(Arrays.asList(more));
        return new FieldDictionary(all, events, together, seen);
    }

    public List<Field> fields() {
        return fields.values().stream()
                .flatMap(byName -> byName.values().stream())
                .toList();
    }

    /** This dictionary, which doesn't warn of names that have arrived. Of what type they are, it doesn't know. */
    public FieldDictionary withSeen(SeenNames names) {
        return new FieldDictionary(fields, events, declared, names);
    }

    /** Names that have arrived and that nobody declared. */
    public List<Field> seenFields() {
        List<Field> more = new ArrayList<>();
        if (seen != null) {
            for (Field.Scope scope : Field.Scope.values()) {
                seen.names(scope).stream()
                        .filter(name -> find(scope, name).isEmpty())
                        .forEach(name -> more.add(new Field(scope, name, Type.ANY, name, null, List.of())));
            }
        }
        return more;
    }

    boolean knows(Field.Scope scope, String name) {
        return find(scope, name).isPresent() || seen != null && seen.has(scope, name);
    }

    /** Those that a shop declared. */
    public List<Field> declared() {
        return declared;
    }

    /** {@code ; did you mean …?} where a name is near to one of some; else nothing. */
    public static String meant(String name, Collection<String> among) {
        String near = Suggestion.nearest(name, List.copyOf(among));
        return near == null ? "" : "; did you mean " + near + "?";
    }

    /** Dictionaries differ in what shops declare. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldDictionary dictionary && declared.equals(dictionary.declared);
    }

    @Override
    public int hashCode() {
        return declared.hashCode();
    }

    Optional<Field> find(Field.Scope scope, String name) {
        return Optional.ofNullable(in(scope).get(name));
    }

    List<String> names(Field.Scope scope) {
        return seen == null
                ? List.copyOf(in(scope).keySet())
                : Stream.concat(in(scope).keySet().stream(), seen.names(scope).stream())
                        .distinct()
                        .toList();
    }

    /** The field that a path means behind an event's name or in its filter. */
    public Optional<Field> ofEvent(String event, String path) {
        return find(scopeOf(event, path), path);
    }

    /** Where the path of an event's property belongs. */
    static Field.Scope scopeOf(String event, String path) {
        if (ENGAGEMENT.contains(event)) {
            return Field.Scope.ENGAGEMENT;
        }
        if (path.startsWith("items.")) {
            return Field.Scope.LINE;
        }
        return path.startsWith("context.") ? Field.Scope.CONTEXT : Field.Scope.PROPERTY;
    }

    /**
     * The property of a line that is meant by one of an order, a checkout or a cart, which have no such property of their
     * own: {@code category} is {@code items.category}.
     */
    @Nullable
    String onlyOnLines(String event, String path) {
        String ofLine = "items." + path;
        return hasLines(event)
                        && !ON_BOTH.contains(path)
                        && find(Field.Scope.LINE, ofLine).isPresent()
                ? ofLine
                : null;
    }

    /** A property that the event is likely to have. */
    static String example(@Nullable String event) {
        return event != null && hasLines(event) ? "items.category" : "category";
    }

    private static boolean hasLines(String event) {
        return event.startsWith("order_") || event.startsWith("checkout_") || event.startsWith("cart_");
    }

    Optional<EventPhrase> phrase(String event) {
        return Optional.ofNullable(events.get(event));
    }

    public List<String> events() {
        return seen == null ? List.copyOf(events.keySet()) : seen.events();
    }

    private Map<String, Field> in(Field.Scope scope) {
        return Objects.requireNonNullElse(fields.get(scope), Map.of());
    }

    private static FieldDictionary read() {
        try (InputStream file = FieldDictionary.class.getResourceAsStream("fields.json")) {
            JsonNode document = Json.mapper().readTree(Objects.requireNonNull(file, "fields.json"));
            Map<String, EventPhrase> events = new LinkedHashMap<>();
            for (JsonNode event : document.path("events")) {
                EventPhrase phrase = Json.mapper().treeToValue(event, EventPhrase.class);
                events.put(phrase.name(), phrase);
            }
            List<Field> fields = new ArrayList<>();
            document.path("fields").forEach(field -> fields.add(Field.read(field)));
            return new FieldDictionary(
                    new FieldDictionary(Map.of(), events, List.of(), null).with(fields.toArray(Field[]::new)).fields,
                    events,
                    List.of(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException("the fields that come with the language can't be read", e);
        }
    }
}
