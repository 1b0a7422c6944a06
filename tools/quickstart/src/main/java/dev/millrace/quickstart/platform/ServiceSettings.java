package dev.millrace.quickstart.platform;

import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of each service on this machine. It goes into a file that only its owner can read, and not on the
 * command line, where everybody on the machine could read the keys.
 */
final class ServiceSettings {

    private final Keys keys;
    private final Map<String, String> connections;
    private final Map<MillraceService, Integer> ports;
    private final int storefrontPort;

    /** @param connections the settings under which the backing services are reached */
    ServiceSettings(
            Keys keys, Map<String, String> connections, Map<MillraceService, Integer> ports, int storefrontPort) {
        this.keys = keys;
        this.connections = Map.copyOf(connections);
        this.ports = Map.copyOf(ports);
        this.storefrontPort = storefrontPort;
    }

    Map<String, String> of(MillraceService service) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port(service)));
        settings.put("quarkus.banner.enabled", "false");
        settings.put("quarkus.log.console.color", "false");
        connect(settings, "kafka.");
        switch (service) {
            case INGEST -> ingest(settings);
            case SEGMENT -> settings.put("millrace.admin.key-sha256", keys.hashOf(keys.adminKey()));
            case TRIGGER -> trigger(settings);
            case MAILER -> mailer(settings);
        }
        return settings;
    }

    private void ingest(Map<String, String> settings) {
        settings.put("millrace.identity.key", keys.identityKey());
        settings.put("millrace.sources.\"storefront\".key-sha256", keys.hashOf(keys.browserKey()));
        settings.put("millrace.sources.\"storefront\".kind", "browser");
        settings.put("millrace.sources.\"backend\".key-sha256", keys.hashOf(keys.serverKey()));
        settings.put("millrace.sources.\"backend\".kind", "server");
        settings.put("millrace.admin.key-sha256", keys.hashOf(keys.adminKey()));
        settings.put("millrace.links.key", keys.linksKey());
        settings.put("millrace.admin.key", keys.adminKey());
        settings.put("millrace.segment-service.url", url(MillraceService.SEGMENT));
        // all shoppers of the simulated shop are on this machine
        settings.put("millrace.limits.address-events-per-second", "0");
        settings.putAll(DemoPopup.SETTINGS);
    }

    private void trigger(Map<String, String> settings) {
        connect(settings, "quarkus.datasource.");
        settings.put("millrace.identity.key", keys.identityKey());
        connect(settings, "millrace.inbox.");
        // the page of this machine is for whoever sits at it
        settings.put("millrace.console.open", "true");
        settings.put("millrace.admin.key-sha256", keys.hashOf(keys.adminKey()));
        settings.put("millrace.admin.key", keys.adminKey());
        settings.put("millrace.segment-service.url", url(MillraceService.SEGMENT));
        settings.put("millrace.mailer-service.url", url(MillraceService.MAILER));
        settings.put("millrace.trigger.open-tracking", "always");
        connect(settings, "millrace.inbox.");
    }

    private void mailer(Map<String, String> settings) {
        connect(settings, "quarkus.mongodb.");
        connect(settings, "millrace.smtp.");
        settings.put("quarkus.mongodb.database", "millrace");
        settings.put("millrace.admin.key-sha256", keys.hashOf(keys.adminKey()));
        settings.put("millrace.public-url", url(MillraceService.MAILER));
        settings.put("millrace.links.key", keys.linksKey());
        settings.put("millrace.shop.name", "Mill & Co");
        settings.put("millrace.shop.sender", "hello@shop.example");
        settings.put("millrace.shop.address", "1 Mill Lane, 12345 Watermill");
        settings.put("millrace.shop.url", "http://127.0.0.1:" + storefrontPort);
    }

    private void connect(Map<String, String> settings, String prefix) {
        connections.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name, value);
            }
        });
    }

    private String url(MillraceService service) {
        return "http://127.0.0.1:" + port(service);
    }

    private int port(MillraceService service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalStateException(service.label() + " has no port yet");
        }
        return port;
    }
}
