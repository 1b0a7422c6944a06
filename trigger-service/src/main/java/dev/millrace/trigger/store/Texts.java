package dev.millrace.trigger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Occurrence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small values that are kept as JSON in one column. */
final class Texts {

    private static final TypeReference<TreeMap<String, Instant>> INSTANTS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Integer>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Texts() {}

    static @Nullable String write(@Nullable Object value) {
        try {
            return value == null ? null : Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept can always be written as JSON", e);
        }
    }

    static Map<String, Instant> instants(@Nullable String text) {
        return text == null ? Map.of() : read(text, INSTANTS);
    }

    static Map<String, Integer> counts(String text) {
        return read(text, COUNTS);
    }

    static List<String> texts(String text) {
        return read(text, TEXTS);
    }

    static @Nullable Occurrence occurrence(@Nullable String text) {
        return text == null ? null : read(text, new TypeReference<Occurrence>() {});
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept as JSON can't be read", e);
        }
    }
}
