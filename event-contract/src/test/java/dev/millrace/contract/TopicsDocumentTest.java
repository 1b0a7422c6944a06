package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table in {@code docs/topics.md} the one that the code gives. */
class TopicsDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("millrace.root", ".."), "docs", "topics.md");
    private static final String START = "<!-- topics: generated -->\n";
    private static final String END = "<!-- topics: end -->";

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("segments.definitions", "segment id; `@shop` for the shop's settings"),
            Map.entry("segments.watches", "watch id"),
            Map.entry("ingest.sources", "name of the source; all in the first partition"),
            Map.entry("storefront.settings", "always `popup`; in the first partition"),
            Map.entry("customers.data-requests", "id of the request; all in the first partition"),
            Map.entry("catalog.products", "product id"),
            Map.entry("population.figures", "name of the figure"),
            Map.entry(
                    "population.sketches",
                    "name of the figure and number of the partition; all in the first partition"),
            Map.entry("segments.memberships", "customer id and segment id, partitioned by customer id"),
            Map.entry("customers.links", "the id that was given up"),
            Map.entry("clock", "none: one to each partition"),
            Map.entry("dead-letters", "the original key; the source of what a producer sent"));

    @Test
    void shouldHaveTheTableOfTheTopicsInTheDocument() throws IOException {
        String text = Files.readString(DOCUMENT);
        int start = text.indexOf(START);
        int end = text.indexOf(END);
        assertThat(start).as(DOCUMENT + " holds the line " + START).isNotNegative();
        assertThat(end).as(DOCUMENT + " holds the line " + END).isGreaterThan(start);

        String updated = text.substring(0, start + START.length()) + table() + text.substring(end);
        if (Boolean.getBoolean("millrace.docs.update")) {
            Files.writeString(DOCUMENT, updated);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("the topics changed: run `mvn -pl event-contract test -Dtest=TopicsDocumentTest"
                        + " -Dmillrace.docs.update=true`, read what it wrote to docs/topics.md, and commit it")
                .isEqualTo(updated);
    }

    private static String table() {
        String rows = new Topics("").all().stream().map(TopicsDocumentTest::row).collect(Collectors.joining());
        return "| topic | key | value | kept | copies |\n| --- | --- | --- | --- | --- |\n" + rows;
    }

    private static String row(Topic<?, ?> topic) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        topic.name(),
                        KEYS.getOrDefault(topic.name(), "customer id"),
                        topic.valueSerde() instanceof JsonSerde<?> json ? link(json.type()) : "the original bytes",
                        kept(topic.settings()),
                        topic.broadcast() ? "one in each partition" : "one");
    }

    private static String link(Class<?> record) {
        return "[%s](../event-contract/src/main/resources/%s)"
                .formatted(record.getSimpleName(), Schemas.fileOf(record));
    }

    private static String kept(Map<String, String> settings) {
        if ("compact".equals(settings.get("cleanup.policy"))) {
            return "newest of each key";
        }
        Duration time = Duration.ofMillis(Long.parseLong(settings.get("retention.ms")));
        return time.toDays() > 0 ? time.toDays() + " days" : time.toHours() + " h";
    }
}
