package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.ShippedService;
import java.util.Map;

/** trigger-service as it is shipped. */
record Service(ShippedService shipped) implements AutoCloseable {

    /** Returns when it is ready, its tables made. */
    static Service start(Site site, Neighbour segments, Neighbour mailer) {
        ShippedService shipped = ShippedService.start(
                "trigger",
                site.file("service.log"),
                Map.of(
                        "kafka.bootstrap.servers", site.place().bootstrap(),
                        "millrace.topics.prefix", site.prefix(),
                        "quarkus.datasource.jdbc.url", site.database().url(),
                        "quarkus.datasource.username", site.database().user(),
                        "quarkus.datasource.password", site.database().password(),
                        "millrace.segment-service.url", segments.url(),
                        "millrace.mailer-service.url", mailer.url(),
                        "millrace.identity.key", "an identity key to measure with",
                        "millrace.admin.key", ShippedService.ADMIN_KEY,
                        "millrace.inbox.url", mailer.url()));
        shipped.awaitReady();
        return new Service(shipped);
    }

    ChildJvm jvm() {
        return shipped.jvm();
    }

    /** The sum of a metric over its labels. */
    double metric(String name) {
        return shipped.metrics().sum(name + "{") + shipped.metrics().sum(name + " ");
    }

    void campaign(String id, String document) {
        shipped.put("/api/campaigns/" + id, "application/yaml", document);
    }

    @Override
    public void close() {
        shipped.close();
    }
}
