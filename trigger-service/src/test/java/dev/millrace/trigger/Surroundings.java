package dev.millrace.trigger;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.ApiKeyHash;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Everything around the service: real Kafka, real PostgreSQL behind a line that can be cut, neighbours that a test leads. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static CuttableLine postgresql;

    private final BackingServicesTestResource backing = new BackingServicesTestResource();
    private FakeNeighbours neighbours;

    static CuttableLine postgresql() {
        return postgresql;
    }

    @Override
    public Map<String, String> start() {
        backing.init(Map.of("services", "KAFKA,POSTGRESQL"));
        Map<String, String> settings = new HashMap<>(backing.start());
        try {
            URI server = URI.create(settings.get(URL).substring("jdbc:".length()));
            postgresql = new CuttableLine(server.getHost(), server.getPort());
            settings.put(URL, settings.get(URL).replace(":" + server.getPort(), ":" + postgresql.port()));
            neighbours = new FakeNeighbours();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("millrace.segment-service.url", neighbours.url());
        settings.put("millrace.mailer-service.url", neighbours.url());
        settings.put("millrace.admin.key", FakeNeighbours.ADMIN_KEY);
        settings.put(
                "millrace.admin.key-sha256",
                ApiKeyHash.ofKey(FakeNeighbours.ADMIN_KEY).sha256());
        settings.put("millrace.identity.key", "the identity key of the tests");
        // the services that tests call are on this machine
        settings.put("millrace.webhooks.allow-http", "true");
        settings.put("millrace.webhooks.allow-private", "true");
        settings.put("millrace.webhooks.timeout", "1s");
        settings.put("millrace.webhooks.concurrency", "2");
        settings.put("millrace.webhooks.poll", "100ms");
        settings.put("millrace.trigger.rewards-swept", "100ms");
        settings.put("millrace.inbox.url", "http://127.0.0.1:8025");
        return settings;
    }

    @Override
    public void stop() {
        neighbours.close();
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backing.stop();
    }
}
