package dev.millrace.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment as a marketer defines it, on {@code segments.definitions}: one copy to each partition, a tombstone deletes.
 *
 * @param id lower-case words joined by dashes, at most 64 characters
 * @param version counts the changes of this id from 1
 * @param expression one line of the segment language
 * @param parameters values for the {@code $name}s in the expression, as the language writes them ({@code 1h}, {@code 3},
 *     {@code "shoes"})
 * @param purpose what the segment is for, in a sentence for people
 */
public record SegmentDefinition(
        String id,
        int version,
        String name,
        String expression,
        Map<String, String> parameters,
        @Nullable String purpose,
        Instant updatedAt) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_ID_LENGTH = 64;

    public SegmentDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(updatedAt, "updatedAt");
        requireId(id);
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
        parameters = parameters == null ? Map.of() : Map.copyOf(new TreeMap<>(parameters));
    }

    public SegmentDefinition withVersion(int number) {
        return new SegmentDefinition(id, number, name, expression, parameters, purpose, updatedAt);
    }

    public SegmentDefinition withParameters(Map<String, String> values) {
        return new SegmentDefinition(id, version, name, expression, values, purpose, updatedAt);
    }

    /** Returns the id, or throws with what an id looks like. */
    public static String requireId(String id) {
        if (id.length() > MAX_ID_LENGTH || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "an id is lower-case words joined by dashes, at most " + MAX_ID_LENGTH + " characters");
        }
        return id;
    }
}
