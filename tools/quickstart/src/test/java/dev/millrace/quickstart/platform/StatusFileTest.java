package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFileTest {

    private static final String COMPLETE =
            """
            {"up": true, "memory": {"any": 1},
             "services": [{"name": "ingest-service", "address": "http://127.0.0.1:1"},
                          {"name": "segment-service", "address": "http://127.0.0.1:2"},
                          {"name": "trigger-service", "address": "http://127.0.0.1:3"},
                          {"name": "mailer-service", "address": "http://127.0.0.1:4"}],
             "backing": [{"name": "kafka", "address": "127.0.0.1:5"},
                         {"name": "inbox", "page": "http://127.0.0.1:6"}],
             "keys": {"browserKey": "b", "serverKey": "s", "adminKey": "a"}}
            """;

    @TempDir
    Path folder;

    @Test
    void addressesAndKeysAreRead() throws IOException {
        StatusFile file = StatusFile.read(written(COMPLETE));

        assertThat(file.addresses().ingest()).hasToString("http://127.0.0.1:1");
        assertThat(file.addresses().mailer()).hasToString("http://127.0.0.1:4");
        assertThat(file.addresses().kafkaBootstrap()).isEqualTo("127.0.0.1:5");
        assertThat(file.addresses().inbox()).hasToString("http://127.0.0.1:6");
        assertThat(file.keys()).isEqualTo(new StatusReport.KeysShown("b", "s", "a"));
        assertThat(file.storefront()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trigger-service, it has no address of trigger-service",
        "kafka, it has no address of kafka",
        "inbox, it has no page of the inbox",
        "adminKey, it has no adminKey"
    })
    void whatCommandsNeedMayNotBeMissing(String missing, String complaint) throws IOException {
        Path file = written(COMPLETE.replace(missing, "other"));

        assertThatThrownBy(() -> StatusFile.read(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith(complaint);
    }

    @Test
    void anotherFileIsRefusedByItsName() throws IOException {
        Path noJson = written("millrace");
        Path nothing = folder.resolve("nothing.json");

        assertThatThrownBy(() -> StatusFile.read(noJson))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(noJson.toString());
        assertThatThrownBy(() -> StatusFile.read(nothing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(nothing.toString());
    }

    @Test
    void whatCanBeSeenFromHereIsReportedInTheSameForm() throws Exception {
        HttpServer ready = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        ready.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ready.start();
        try {
            int port = ready.getAddress().getPort();
            String oneIsUp = COMPLETE.replace("127.0.0.1:1\"", "127.0.0.1:" + port + "\"")
                    .replace("127.0.0.1:6\"", "127.0.0.1:" + port + "\"");

            StatusReport report = StatusReport.of(StatusFile.read(written(oneIsUp)));

            assertThat(report.up()).isFalse();
            assertThat(report.services())
                    .extracting(StatusReport.Entry::health)
                    .containsExactly(Health.OK, Health.NOT_READY, Health.NOT_READY, Health.NOT_READY);
            assertThat(report.backing())
                    .extracting(StatusReport.Entry::health)
                    .containsExactly(Health.NOT_READY, Health.OK);
            Path printed = written(Json.mapper().writeValueAsString(report));
            assertThat(StatusFile.read(printed)).isEqualTo(StatusFile.read(written(oneIsUp)));
        } finally {
            ready.stop(0);
        }
    }

    private Path written(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "status", ".json"), text);
    }
}
