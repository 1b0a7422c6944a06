package dev.millrace.mailer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real process of the service, from the built jar. */
final class MailerProcess implements AutoCloseable {

    private static final String KEY = "test-admin-key";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    private MailerProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static MailerProcess start(Path folder, int port, Map<String, String> surroundings) throws IOException {
        Properties settings = new Properties();
        settings.putAll(surroundings);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("millrace.admin.key-sha256", ApiKeyHash.ofKey(KEY).sha256());
        settings.put("millrace.links.key", "a secret of tests, long enough");
        settings.put("millrace.shop.name", "Alder & Oak");
        settings.put("millrace.shop.sender", "hello@shop.test");
        settings.put("millrace.shop.address", "12 Mill Lane");
        settings.put("millrace.shop.url", "https://www.shop.test");
        Path config = Files.createDirectories(folder.resolve("config"));
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
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mailer.log").toFile()))
                .start();
        return new MailerProcess(port, process);
    }

    boolean isReady() {
        return send(request("/q/health/ready").GET()).statusCode() == 200;
    }

    void template(String id, String json) {
        HttpResponse<String> answer =
                send(request("/api/templates/" + id).PUT(HttpRequest.BodyPublishers.ofString(json)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** The message as the API shows it; missing while it is not known. */
    JsonNode message(String id) {
        HttpResponse<String> answer = send(request("/api/messages/" + id).GET());
        try {
            return answer.statusCode() == 200
                    ? Json.mapper().readTree(answer.body())
                    : Json.mapper().missingNode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a crash would end it (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the mailer does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
