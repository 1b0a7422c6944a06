package dev.millrace.ingest.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of other makers, unmodified, send a whole journey, and each field of it stands in Kafka as it was sent. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class RealClientsTest {

    private static final String SERVER_KEY = "server-key-of-the-tests";
    private static final String ADMIN_KEY = "test-admin-key";
    private static final String SOURCE = "backend";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource
    String millrace;

    @Inject
    LogPreparation preparation;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @Test
    void shouldStoreTheJourneyThatSegmentsJavaClientSends() {
        Journey journey = new Journey("segment-java");
        SegmentJava.send(host(), SERVER_KEY, journey);
        journey.assertArrived(bootstrapServers, SOURCE, ShopEvent.Trust.SERVER);
    }

    @Test
    void shouldStoreTheJourneyThatRudderStacksJavaClientSends() {
        Journey journey = new Journey("rudderstack-java");
        RudderStackJava.send(host(), SERVER_KEY, journey);
        journey.assertArrived(bootstrapServers, SOURCE, ShopEvent.Trust.SERVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment-node", "rudderstack-node"})
    void shouldStoreTheJourneyThatANodeClientSends(String client) {
        Journey journey = new Journey(client);
        NodeClient.send(client + ".mjs", host(), SERVER_KEY, journey);
        journey.assertArrived(bootstrapServers, SOURCE, ShopEvent.Trust.SERVER);
    }

    @Test
    void shouldStoreWhatCurlSends() throws IOException {
        Assumptions.assumeTrue(NodeClient.runs("curl", "--version"), "skipped: curl was not found");

        NodeClient.Outcome outcome = NodeClient.run(
                List.of("sh", Journey.FOLDER.resolve("curl.sh").toString()),
                Map.of("MILLRACE", host(), "WRITE_KEY", SERVER_KEY),
                1);

        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("\"accepted\":1");
        assertThat(StoredEvents.of(bootstrapServers, event -> event.id().equals("order-500-completed")))
                .singleElement()
                .satisfies(stored -> assertThat(stored.key()).isEqualTo(CustomerId.user("anna")));
    }

    @Test
    void shouldMakeAKeyAsTheGuideSays() throws IOException {
        Assumptions.assumeTrue(NodeClient.runs("curl", "--version"), "skipped: curl was not found");

        NodeClient.Outcome outcome = NodeClient.run(
                List.of("sh", Journey.FOLDER.resolve("source.sh").toString()),
                Map.of("MILLRACE", host(), "ADMIN_KEY", ADMIN_KEY),
                1);

        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("\"shop-backend\"", "\"key\":");
    }

    private String host() {
        return millrace.replaceFirst("/$", "");
    }
}
