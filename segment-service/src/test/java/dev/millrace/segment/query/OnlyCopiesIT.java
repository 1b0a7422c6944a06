package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances and one partition: whoever has only a copy of it has the owner do what a copy can't. */
class OnlyCopiesIT {

    @TempDir
    Path folder;

    private BackingServices kafka;
    private ServiceInstance one;
    private ServiceInstance two;

    @BeforeEach
    void start() throws IOException {
        kafka = BackingServices.start(folder.resolve("kafka"), Set.of(BackingService.KAFKA));
        Map<String, String> settings = new HashMap<>(kafka.configuration());
        settings.put("millrace.topics.partitions", "1");
        List<Integer> ports = FreePorts.find(2);
        one = ServiceInstance.start(folder, "segment-a", ports.get(0), settings);
        two = ServiceInstance.start(folder, "segment-b", ports.get(1), settings);
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
        kafka.close();
    }

    @Test
    void shouldDefineSegmentsThroughWhicheverInstance() {
        await().atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> one.isReady() && two.isReady() && copyOwner() != null);
        ServiceInstance copy = copyOwner();
        ServiceInstance owner = copy == one ? two : one;

        assertThat(put(copy, "viewers", "count(page_viewed) >= 1").statusCode()).isEqualTo(200);
        assertThat(put(copy, "viewers", "count(").body()).contains("\"line\":1");
        HttpResponse<String> set = copy.answer("/api/shop", "PUT", Map.of("currency", "EUR"));

        assertThat(set.statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            for (ServiceInstance asked : List.of(owner, copy)) {
                assertThat(asked.get("/api/segments/viewers").path("active").asBoolean())
                        .isTrue();
                assertThat(asked.get("/api/shop").path("currency").asText()).isEqualTo("EUR");
            }
        });
        assertThat(copy.answer("/api/segments/viewers", "DELETE", Map.of()).statusCode())
                .isEqualTo(204);
        assertThat(copy.send(copy.authorized("/api/shop", "wrong").GET()).statusCode())
                .isEqualTo(401);
    }

    /** The one that has nothing but a copy, once both agree who that is. */
    private ServiceInstance copyOwner() {
        Map<String, ServiceInstance> byAddress = Map.of(one.address(), one, two.address(), two);
        ServiceInstance told = null;
        for (ServiceInstance asked : byAddress.values()) {
            ServiceInstance found = null;
            for (JsonNode instance : asked.get("/api/instances").path("instances")) {
                if (instance.path("active").isEmpty()
                        && !instance.path("standby").isEmpty()) {
                    found = byAddress.get(instance.path("address").asText());
                }
            }
            if (found == null || told != null && told != found) {
                return null;
            }
            told = found;
        }
        return told;
    }

    private static HttpResponse<String> put(ServiceInstance instance, String segment, String expression) {
        return instance.answer("/api/segments/" + segment, "PUT", Map.of("expression", expression));
    }
}
