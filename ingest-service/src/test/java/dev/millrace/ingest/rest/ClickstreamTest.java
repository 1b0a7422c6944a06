package dev.millrace.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A real shop's views, carts and purchases through {@code /v1/batch}, compared with the file row by row. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class ClickstreamTest {

    private static final int BATCH = 500;
    private static final Map<String, String> NAMES =
            Map.of("view", "Viewed Product", "cart", "Product Added", "purchase", "Order Completed");
    private static final Map<String, String> TOPICS =
            Map.of("view", "millrace.events.site", "cart", "millrace.events.cart", "purchase", "millrace.events.order");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    @Test
    void shouldStoreEveryEventOfTheClickstreamAtItsCustomersPlace() throws IOException {
        List<String[]> rows = rows();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);

        for (int start = 0; start < rows.size(); start += BATCH) {
            ObjectNode body = Json.object();
            ArrayNode batch = body.putArray("batch");
            for (int i = start; i < Math.min(start + BATCH, rows.size()); i++) {
                batch.add(call(i, rows.get(i)));
            }
            assertThat(Producer.post(Producer.SERVER_KEY, "/v1/batch", body.toString())
                            .then()
                            .statusCode(200)
                            .extract()
                            .<Integer>path("accepted"))
                    .isEqualTo(batch.size());
        }

        Map<String, ConsumerRecord<CustomerId, ShopEvent>> stored = new HashMap<>();
        StoredEvents.of(bootstrapServers, event -> event.id().startsWith("click-"))
                .forEach(record -> stored.put(record.value().id(), record));
        assertThat(stored).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            shouldBeAsSent(rows.get(i), stored.get("click-" + i));
        }
    }

    private static void shouldBeAsSent(String[] row, ConsumerRecord<CustomerId, ShopEvent> record) {
        ShopEvent event = record.value();
        assertThat(record.topic()).isEqualTo(TOPICS.get(row[1]));
        assertThat(record.key().value()).isEqualTo("user:" + row[7]);
        assertThat(record.partition()).isEqualTo(Topics.partitionOf(record.key(), 4));
        assertThat(event.timestamp()).isEqualTo(row[0].replace(" UTC", "Z").replace(' ', 'T'));
        assertThat(event.name()).isEqualTo(NAMES.get(row[1]).replace("Viewed Product", "Product Viewed"));
        assertThat(event.properties()
                        .at(row[1].equals("purchase") ? "/total" : "/price")
                        .textValue())
                .isEqualTo(row[6]);
        assertThat(event.anonymousId()).isEqualTo(row[8]);
    }

    private static ObjectNode call(int number, String[] row) {
        ObjectNode call = Json.object()
                .put("type", "track")
                .put("messageId", "click-" + number)
                .put("event", NAMES.get(row[1]))
                .put("timestamp", row[0])
                .put("userId", Long.parseLong(row[7]))
                .put("anonymousId", row[8]);
        call.putObject("properties")
                .put("product_id", row[2])
                .put("category", row[4])
                .put("brand", row[5])
                .put(row[1].equals("purchase") ? "total" : "price", row[6])
                .put("currency", "usd");
        return call;
    }

    /** Whole rows only: the file ends in the midst of one. */
    private static List<String[]> rows() throws IOException {
        Path folder = Optional.ofNullable(System.getenv("MILLRACE_DATASETS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("millrace.root", "."), "..", "shared", "data"));
        Path file = folder.resolve("clickstream/2019-Oct_first_17434_rows.csv.gz");
        assumeThat(file)
                .as("needs %s; set MILLRACE_DATASETS to the folder of the data sets", file)
                .isReadable();
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            return text.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells.length == 9 && cells[8].length() == 36)
                    .toList();
        }
    }
}
