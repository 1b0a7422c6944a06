package dev.millrace.ingest.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.kafka.StoredEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** What a customer does, from their first page to their order, as {@code journey.json} says it, under ids of one client's own. */
record Journey(String client) {

    static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "ingest-service", "src", "test", "clients");
    static final Path FILE = FOLDER.resolve("journey.json");
    static final Instant AT = Instant.parse("2025-03-01T10:00:00Z");
    static final String CONTEXT =
            """
            {"campaign":{"name":"spring","source":"newsletter","medium":"email"},"locale":"cs-CZ"}""";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Between a client's two clock readings and ours. */
    private static final long SLACK_SECONDS = 60;

    /** One call, as a client is told to make it and as it has to be stored. */
    record Step(JsonNode json) {

        boolean is(String call) {
            return json.path("call").asText().equals(call);
        }

        String event() {
            return json.path("event").asText();
        }

        String name() {
            return json.path("name").asText();
        }

        Map<String, Object> properties() {
            return map(json.path("properties"));
        }

        Map<String, Object> traits() {
            return map(json.path("traits"));
        }

        private String storedName() {
            return is("page")
                    ? ShopEvent.PAGE_VIEWED
                    : is("identify")
                            ? ShopEvent.IDENTIFY
                            : json.path("storedAs").asText(event());
        }

        private JsonNode stored() {
            return json.has("stored") ? json.path("stored") : json.path("properties");
        }

        private static Map<String, Object> map(JsonNode node) {
            return Json.mapper().convertValue(node, new TypeReference<>() {});
        }
    }

    String anonymousId() {
        return "visitor-of-" + client;
    }

    String userId() {
        return "anna-of-" + client;
    }

    String previousId() {
        return "before-" + client;
    }

    static List<Step> steps() {
        try {
            return StreamSupport.stream(Json.mapper().readTree(FILE.toFile()).spliterator(), false)
                    .map(Step::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> context() {
        return Step.map(read(CONTEXT));
    }

    /** Compares what stands in Kafka with what was sent, field by field. */
    void assertArrived(String bootstrapServers, String source, ShopEvent.Trust trust) {
        List<Step> steps = steps();
        Awaitility.await("all calls of " + client + " stored")
                .atMost(PATIENCE)
                .until(() -> arrived(bootstrapServers).size() > steps.size());
        List<ShopEvent> arrived = arrived(bootstrapServers);
        assertThat(arrived).extracting(ShopEvent::id).doesNotHaveDuplicates();
        assertThat(arrived).hasSize(steps.size() + 1).allSatisfy(event -> {
            assertThat(event.source()).isEqualTo(source);
            assertThat(event.trust()).isEqualTo(trust);
            assertThat(event.historical()).isFalse();
            assertThat(event.timestamp()).isCloseTo(AT, within(SLACK_SECONDS, ChronoUnit.SECONDS));
            assertContains(event.context(), (ObjectNode) read(CONTEXT));
        });
        boolean known = false;
        for (Step step : steps) {
            known |= step.is("identify");
            assertStored(step, only(arrived, step.storedName()), known);
        }
        ShopEvent alias = only(arrived, ShopEvent.ALIAS);
        assertThat(alias.customer()).isEqualTo(CustomerId.user(userId()));
        assertThat(alias.alsoKnownAs()).contains(CustomerId.anonymous(previousId()));
    }

    private void assertStored(Step step, ShopEvent event, boolean known) {
        assertThat(event.anonymousId()).isEqualTo(anonymousId());
        assertThat(event.userId()).isEqualTo(known ? userId() : null);
        assertThat(event.customer()).isEqualTo(known ? CustomerId.user(userId()) : CustomerId.anonymous(anonymousId()));
        if (step.is("identify")) {
            assertThat(event.traits()).isEqualTo(step.json().path("traits"));
        } else if (step.is("page")) {
            assertThat(event.properties().path("name").asText()).isEqualTo(step.name());
            assertContains(event.properties(), (ObjectNode) step.stored());
        } else {
            assertThat(event.kind()).isEqualTo(ShopEvent.Kind.TRACK);
            assertThat(event.properties()).isEqualTo(step.stored());
        }
    }

    private static void assertContains(ObjectNode whole, ObjectNode part) {
        part.fields().forEachRemaining(field -> assertThat(whole.path(field.getKey()))
                .as(field.getKey())
                .isEqualTo(field.getValue()));
    }

    private List<ShopEvent> arrived(String bootstrapServers) {
        return StoredEvents.of(
                        bootstrapServers,
                        event -> anonymousId().equals(event.anonymousId()) || userId().equals(event.userId()))
                .stream()
                .map(record -> record.value())
                .toList();
    }

    private static ShopEvent only(List<ShopEvent> arrived, String name) {
        List<ShopEvent> named =
                arrived.stream().filter(event -> event.name().equals(name)).toList();
        assertThat(named).as(name).hasSize(1);
        return Objects.requireNonNull(named.get(0));
    }

    private static JsonNode read(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
