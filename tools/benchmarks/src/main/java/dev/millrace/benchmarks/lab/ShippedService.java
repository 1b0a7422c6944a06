package dev.millrace.benchmarks.lab;

import dev.millrace.backing.FreePorts;
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
import java.util.Map;

/** A service as it is shipped, in a process of its own, at a port that was free. */
public final class ShippedService implements AutoCloseable {

    public static final String ADMIN_KEY = "bench";

    private static final int READY_POLLS = 600;
    private static final int BETWEEN_MILLIS = 100;
    private static final int OK = 200;

    private final String name;
    private final ChildJvm jvm;
    private final int port;
    private final Metrics metrics;

    private ShippedService(String name, ChildJvm jvm, int port) {
        this.name = name;
        this.jvm = jvm;
        this.port = port;
        this.metrics = new Metrics(port);
    }

    /**
     * Starts it, and does not wait for it.
     *
     * @param name such as {@code ingest}: {@code millrace.bench.ingest} says where it was built
     * @param settings beside port, admin key and log
     */
    public static ShippedService start(String name, Path log, Map<String, String> settings) {
        Path jar = Path.of(System.getProperty("millrace.bench." + name, "quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(name + "-service is not built: expected " + jar);
        }
        int port = FreePorts.find(1).get(0);
        List<String> arguments = new ArrayList<>();
        set(arguments, "java.util.logging.manager", "org.jboss.logmanager.LogManager");
        set(arguments, "quarkus.log.console.color", "false");
        set(arguments, "quarkus.http.port", Integer.toString(port));
        set(arguments, "millrace.admin.key-sha256", ApiKeyHash.ofKey(ADMIN_KEY).sha256());
        settings.forEach((setting, value) -> set(arguments, setting, value));
        arguments.addAll(List.of("-jar", jar.toString()));
        return new ShippedService(name, ChildJvm.start(log, arguments), port);
    }

    private static void set(List<String> arguments, String name, String value) {
        arguments.add("-D" + name + "=" + value);
    }

    /** @throws IllegalStateException when it ended, or is not ready within a minute */
    public void awaitReady() {
        for (int polled = 0; !metrics.isReady(); polled++) {
            jvm.requireAlive();
            if (polled == READY_POLLS) {
                throw new IllegalStateException(name + "-service was not ready within a minute");
            }
            Pause.millis(BETWEEN_MILLIS);
        }
    }

    public ChildJvm jvm() {
        return jvm;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** Puts a document of its admin API. */
    public void put(String path, String contentType, String document) {
        HttpRequest put = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", contentType)
                .PUT(HttpRequest.BodyPublishers.ofString(document))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(
                        path + " was answered with " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(path + " was not taken: " + e.getMessage(), e);
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
