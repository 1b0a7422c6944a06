package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceSettingsTest {

    private static final Keys KEYS = new Keys("browser", "server", "admin", "identity", "links");
    private static final Map<String, String> CONNECTIONS = Map.of(
            "kafka.bootstrap.servers", "127.0.0.1:1",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:2/millrace",
            "quarkus.mongodb.connection-string", "mongodb://127.0.0.1:3",
            "millrace.smtp.port", "4");
    private static final Map<MillraceService, Integer> PORTS = Map.of(
            MillraceService.INGEST, 8081,
            MillraceService.SEGMENT, 8082,
            MillraceService.TRIGGER, 8083,
            MillraceService.MAILER, 8084);

    private final ServiceSettings settings = new ServiceSettings(KEYS, CONNECTIONS, PORTS, 8080);

    @ParameterizedTest
    @EnumSource
    void everyServiceFindsKafkaAndListensOnThisMachineOnly(MillraceService service) {
        assertThat(settings.of(service))
                .containsEntry("quarkus.http.host", "127.0.0.1")
                .containsEntry("quarkus.http.port", Integer.toString(service.defaultPort()))
                .containsEntry("kafka.bootstrap.servers", "127.0.0.1:1");
    }

    @Test
    void writeKeysAreKnownByTheirHash() {
        assertThat(settings.of(MillraceService.INGEST))
                .containsEntry("millrace.sources.\"storefront\".kind", "browser")
                .containsEntry("millrace.sources.\"storefront\".key-sha256", KEYS.hashOf("browser"))
                .containsEntry("millrace.sources.\"backend\".kind", "server")
                .containsEntry("millrace.sources.\"backend\".key-sha256", KEYS.hashOf("server"))
                .containsEntry("millrace.admin.key-sha256", KEYS.hashOf("admin"));
    }

    @Test
    void everybodyGetsOnlyTheConnectionsAndSecretsItNeeds() {
        assertThat(settings.of(MillraceService.SEGMENT))
                .doesNotContainKeys("quarkus.datasource.jdbc.url", "millrace.smtp.port", "millrace.identity.key");
        assertThat(settings.of(MillraceService.TRIGGER))
                .containsEntry("millrace.segment-service.url", "http://127.0.0.1:8082")
                .containsEntry("millrace.admin.key", "admin")
                .doesNotContainKeys("millrace.links.key", "quarkus.mongodb.connection-string");
        assertThat(settings.of(MillraceService.MAILER))
                .containsEntry("millrace.public-url", "http://127.0.0.1:8084")
                .containsEntry("millrace.links.key", "links")
                .containsEntry("millrace.shop.url", "http://127.0.0.1:8080")
                .doesNotContainKeys("millrace.admin.key", "quarkus.datasource.jdbc.url");
    }
}
