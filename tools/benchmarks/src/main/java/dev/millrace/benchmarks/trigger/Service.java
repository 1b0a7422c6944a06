package dev.millrace.benchmarks.trigger;

import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.Metrics;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.ApiKeyHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service as it is shipped, in a process of its own. */
final class Service implements AutoCloseable {

    static final String KEY = "bench";

    private static final int ATTEMPTS = 600;
    private static final int BETWEEN_MILLIS = 100;
    private static final int OK = 200;

    private final ChildJvm jvm;
    private final int port;
    private final Metrics metrics;

    private Service(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
        this.metrics = new Metrics(port);
    }

    /** Returns when it is ready, its tables made. */
    static Service start(Site site, Neighbour segments, Neighbour mailer) {
        Path jar = Path.of(System.getProperty("millrace.bench.trigger", "quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("trigger-service is not built: expected " + jar);
        }
        int port = FreePorts.find(1).get(0);
        List<String> arguments = new ArrayList<>();
        set(arguments, "java.util.logging.manager", "org.jboss.logmanager.LogManager");
        set(arguments, "kafka.bootstrap.servers", site.place().bootstrap());
        set(arguments, "millrace.topics.prefix", site.prefix());
        set(arguments, "quarkus.datasource.jdbc.url", site.database().url());
        set(arguments, "quarkus.datasource.username", site.database().user());
        set(arguments, "quarkus.datasource.password", site.database().password());
        set(arguments, "millrace.segment-service.url", segments.url());
        set(arguments, "millrace.mailer-service.url", mailer.url());
        set(arguments, "millrace.identity.key", "an identity key to measure with");
        set(arguments, "millrace.admin.key", KEY);
        set(arguments, "millrace.admin.key-sha256", ApiKeyHash.ofKey(KEY).sha256());
        set(arguments, "millrace.inbox.url", mailer.url());
        set(arguments, "quarkus.http.port", Integer.toString(port));
        set(arguments, "quarkus.log.console.color", "false");
        arguments.addAll(List.of("-jar", jar.toString()));
        Service service = new Service(ChildJvm.start(site.file("service.log"), arguments), port);
        service.awaitReady();
        return service;
    }

    private static void set(List<String> arguments, String name, String value) {
        arguments.add("-D" + name + "=" + value);
    }

    private void awaitReady() {
        for (int tried = 0; !metrics.isReady(); tried++) {
            jvm.requireAlive();
            if (tried == ATTEMPTS) {
                throw new IllegalStateException("trigger-service was not ready in time");
            }
            Pause.millis(BETWEEN_MILLIS);
        }
    }

    ChildJvm jvm() {
        return jvm;
    }

    /** The sum of a metric over its labels. */
    double metric(String name) {
        return metrics.sum(name + "{") + metrics.sum(name + " ");
    }

    void campaign(String id, String document) {
        HttpRequest put = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/campaigns/" + id))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(document))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(
                        "the campaign was answered with " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the campaign was not taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
