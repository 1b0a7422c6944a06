package dev.millrace.trigger;

import dev.millrace.contract.ApiKeyHash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real process of the service, from the built jar. */
final class ServiceProcess implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final int port;
    private final Process process;

    private ServiceProcess(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static ServiceProcess start(Path folder, String name, int port, Map<String, String> surroundings)
            throws IOException {
        Properties settings = new Properties();
        settings.putAll(surroundings);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("millrace.admin.key", FakeNeighbours.ADMIN_KEY);
        settings.put(
                "millrace.admin.key-sha256",
                ApiKeyHash.ofKey(FakeNeighbours.ADMIN_KEY).sha256());
        settings.put("millrace.identity.key", "the identity key of the tests");
        settings.put("millrace.inbox.url", "http://127.0.0.1:8025");
        Path config = Files.createDirectories(folder.resolve(name).resolve("config"));
        try (OutputStream out = Files.newOutputStream(config.resolve("application.properties"))) {
            settings.store(out, null);
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar")
                                .toAbsolutePath()
                                .toString()))
                .directory(folder.resolve(name).toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
        return new ServiceProcess(name, port, process);
    }

    boolean isReady() {
        return ready().statusCode() == 200;
    }

    /** What readiness says, and why. */
    HttpResponse<String> ready() {
        return send(HttpRequest.newBuilder(uri("/q/health/ready")).timeout(Duration.ofSeconds(5)));
    }

    void campaign(String id, String document) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/api/campaigns/" + id))
                .header("Authorization", "Bearer " + FakeNeighbours.ADMIN_KEY)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(document)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(name + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(name + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a crash would end it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
