package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import dev.millrace.segment.rule.DurationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A story of one customer, and the segments they are in as it goes on. The shape of {@code src/test/resources/scenarios};
 * its README tells it to people who write them.
 *
 * @param name of one in a file; null for others
 * @param segments expression by id
 * @param pack ids of ready-made segments that take part as they are shipped
 * @param parameters of all segments; of the ready-made ones too, in place of their own
 * @param shop the shop's settings: {@code {currency: EUR, rates: {USD: "0.9"}}}
 * @param start what {@code at: +2h} counts from
 */
public record Scenario(
        @Nullable String name,
        Map<String, String> segments,
        List<String> pack,
        Map<String, String> parameters,
        @Nullable ObjectNode shop,
        @Nullable Instant start,
        List<Step> steps) {

    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9a-z]+)");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());

    /** A file of them. */
    record Collection(String about, List<Scenario> scenarios) {}

    /**
     * What happened, or what is expected, or both: then it is expected right after.
     *
     * @param at an instant, or time since the start; of an event that comes late, when it happened
     * @param with properties of the event, or the mail's fields
     * @param until when the answer changes by itself, by segment; {@code never}
     * @param because the values of a rule's leaves by their text, by segment
     */
    public record Step(
            String at,
            @Nullable String event,
            @Nullable String mail,
            @Nullable ObjectNode page,
            @Nullable ObjectNode identify,
            @Nullable Map<String, String> consent,
            @Nullable ObjectNode with,
            @Nullable ObjectNode context,
            boolean history,
            @Nullable Map<String, Expected> expect,
            @Nullable Map<String, String> until,
            @Nullable Map<String, Map<String, String>> because,
            @Nullable Map<String, String> entered,
            @Nullable Map<String, String> exited) {

        boolean expectsSomething() {
            return Stream.of(expect, until, because, entered, exited).anyMatch(Objects::nonNull);
        }
    }

    public enum Expected {
        @JsonProperty("in")
        IN(Truth.YES),
        @JsonProperty("out")
        OUT(Truth.NO),
        @JsonProperty("unknown")
        UNKNOWN(Truth.UNKNOWN);

        private final Truth truth;

        Expected(Truth truth) {
            this.truth = truth;
        }

        Truth truth() {
            return truth;
        }
    }

    public Scenario {
        segments = Objects.requireNonNullElse(segments, Map.of());
        pack = Objects.requireNonNullElse(pack, List.of());
        parameters = Objects.requireNonNullElse(parameters, Map.of());
        start = Objects.requireNonNullElse(start, Events.T0);
    }

    /** A single one. */
    public static Scenario read(String yaml) {
        try {
            return YAML.readValue(yaml, Scenario.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    static Collection readAll(Path file) {
        try {
            return YAML.readValue(file.toFile(), Collection.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no file of scenarios", unreadable);
        }
    }

    /** Of the shop in which it happens. */
    ShopSettings settings() {
        ObjectNode told = shop == null ? Json.object() : shop.deepCopy();
        return Json.mapper().convertValue(told.put("updatedAt", Events.T0.toString()), ShopSettings.class);
    }

    /** {@code 2026-03-01T10:00:00Z}, or {@code +2h}, {@code -400d}, {@code +7d-1ms} from the start. */
    Instant instant(String at) {
        if (!at.matches("(" + OFFSET.pattern() + ")+")) {
            return Instant.parse(at);
        }
        Instant instant = Objects.requireNonNull(start);
        Matcher offset = OFFSET.matcher(at);
        while (offset.find()) {
            instant = offset.group(1).equals("+")
                    ? instant.plus(DurationText.parse(offset.group(2)))
                    : instant.minus(DurationText.parse(offset.group(2)));
        }
        return instant;
    }
}
