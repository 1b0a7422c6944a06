package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.segment.Events;
import dev.millrace.segment.rule.DurationText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A story of one customer, and the segments they are in as it goes on. The shape of {@code src/test/resources/scenarios};
 * its README tells it to people who write them.
 *
 * @param segments expression by id
 * @param parameters of all segments
 * @param start what {@code at: +2h} counts from
 */
record Scenario(
        String name,
        Map<String, String> segments,
        Map<String, String> parameters,
        @Nullable Instant start,
        List<Step> steps) {

    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9a-z]+)");

    /** A file of them. */
    record Collection(String about, List<Scenario> scenarios) {}

    /**
     * What happened, or what is expected, or both: then it is expected right after.
     *
     * @param at an instant, or time since the start; of an event that comes late, when it happened
     * @param with properties of the event, or the mail's fields
     */
    record Step(
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
            @Nullable Map<String, String> entered,
            @Nullable Map<String, String> exited) {}

    enum Expected {
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

    Scenario {
        parameters = Objects.requireNonNullElse(parameters, Map.of());
        start = Objects.requireNonNullElse(start, Events.T0);
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
