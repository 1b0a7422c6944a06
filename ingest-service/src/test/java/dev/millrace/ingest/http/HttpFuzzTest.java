package dev.millrace.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.Json;
import dev.millrace.ingest.intake.ClientRequest;
import dev.millrace.ingest.intake.Mutations;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import dev.millrace.ingest.rest.Producer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The same as IntakeFuzzTest does in the process, over real connections and with a real broker. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class HttpFuzzTest {

    private static final int REQUESTS = 3_000;
    private static final Set<Integer> DOCUMENTED = Set.of(200, 400, 401, 403, 404, 405, 413, 429, 503);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    private final Mutations mutations = new Mutations(5);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void shouldAnswerWhateverItIsSentAndStoreWhatItAccepts() throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
        int before = stored();
        int accepted = 0;

        for (int i = 0; i < REQUESTS; i++) {
            HttpResponse<byte[]> answer = send(i);
            assertThat(answer.statusCode()).as("request %d", i).isIn(DOCUMENTED);
            if (answer.statusCode() == 200) {
                accepted +=
                        Json.mapper().readTree(answer.body()).path("accepted").asInt();
            }
        }

        assertThat(accepted).isGreaterThan(REQUESTS / 10);
        assertThat(stored() - before).isEqualTo(accepted);
        given().get("/q/health/live").then().statusCode(200);
    }

    private HttpResponse<byte[]> send(int number) throws IOException, InterruptedException {
        ClientRequest request = mutations.oneOf(ClientRequest.ALL);
        String key = mutations.chance(90) ? Producer.BROWSER_KEY : "nobody";
        byte[] plain = mutations.spoilt(request.plain(key, "fuzz" + number));
        byte[] body = mutations.chance(5) ? mutations.bytesChanged(request.encoded(plain)) : request.encoded(plain);
        String path = mutations.chance(95)
                ? request.pathWith(key)
                : mutations.oneOf(
                        List.of("/v1/", "/v1/tt", "/v1/t/x", "/v1/projects/settings", "/beacon", "/v1/history/"));
        BodyPublisher publisher = mutations.chance(50)
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        mutations.chance(98) ? "POST" : mutations.oneOf(List.of("PUT", "GET", "DELETE", "PATCH")),
                        publisher);
        request.headersWith(key).forEach((name, value) -> {
            if (!name.equals("Transfer-Encoding")) {
                builder.header(
                        name,
                        mutations.chance(95) ? value : mutations.oneOf(List.of("", "%", "x".repeat(2_000), "a, b")));
            }
        });
        return http.send(builder.build(), BodyHandlers.ofByteArray());
    }

    /** Mutations may spoil message ids, so all is counted. */
    private int stored() {
        return StoredEvents.of(bootstrapServers, event -> true).size();
    }
}
