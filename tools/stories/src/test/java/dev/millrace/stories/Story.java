package dev.millrace.stories;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one customer, and what a campaign makes of it. The form is told in {@code deploy/pack/scenarios/campaigns}.
 *
 * @param parameters of the campaign, in place of its own
 * @param start what {@code +2h} counts from
 * @param until how long it goes on
 * @param codes how many there are in each pool
 * @param points the balance in the beginning
 * @param expect what is done, each with its time: {@code +1h sends welcome}
 */
record Story(
        String name,
        Map<String, String> parameters,
        @Nullable Instant start,
        @Nullable String until,
        Map<String, Integer> codes,
        long points,
        List<Step> steps,
        List<String> expect) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());
    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9]+)(ms|[smhd])");
    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    /** A file of them. */
    record Collection(String about, String campaign, List<Story> stories) {}

    /**
     * Something that happens; of what became of a mail, that of the newest one.
     *
     * @param with properties of the event
     */
    record Step(
            String at,
            @Nullable String event,
            @Nullable ObjectNode page,
            @Nullable ObjectNode identify,
            @Nullable Map<String, String> consent,
            @Nullable String mail,
            @Nullable ObjectNode with) {}

    Story {
        parameters = Objects.requireNonNullElse(parameters, Map.of());
        start = Objects.requireNonNullElse(start, T0);
        until = Objects.requireNonNullElse(until, "+60d");
        codes = Objects.requireNonNullElse(codes, Map.of());
    }

    static Collection readAll(Path file) {
        try {
            return YAML.readValue(file.toFile(), Collection.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no file of stories", unreadable);
        }
    }

    Instant begins() {
        return Objects.requireNonNull(start);
    }

    Instant ends() {
        return instant(Objects.requireNonNull(until));
    }

    /** {@code +2h}, {@code -400d}, {@code +7d+2h} from the start, or an instant. */
    Instant instant(String text) {
        if (!text.matches("(" + OFFSET.pattern() + ")+")) {
            return Instant.parse(text);
        }
        Instant instant = begins();
        Matcher offset = OFFSET.matcher(text);
        while (offset.find()) {
            Duration duration = duration(Long.parseLong(offset.group(2)), offset.group(3));
            instant = offset.group(1).equals("+") ? instant.plus(duration) : instant.minus(duration);
        }
        return instant;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
