package dev.millrace.segment.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
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
final class ServiceInstance implements AutoCloseable {

    static final String KEY = "test-admin-key";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final int port;
    private final Process process;

    private ServiceInstance(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static ServiceInstance start(Path folder, String name, int port, Map<String, String> connections)
            throws IOException {
        Properties settings = new Properties();
        settings.putAll(connections);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("millrace.instance", name);
        settings.put("millrace.admin.key-sha256", ApiKeyHash.ofKey(KEY).sha256());
        Path config = Files.createDirectories(folder.resolve(name).resolve("config"));
        try (OutputStream out = Files.newOutputStream(config.resolve("application.properties"))) {
            settings.store(out, null);
        }
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        jar.toString()))
                .directory(folder.resolve(name).toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        return new ServiceInstance(name, port, process);
    }

    String name() {
        return name;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(uri("/q/health/ready"))).statusCode() == 200;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** As a crash would end it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** It keeps its connections and says nothing more. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    JsonNode get(String path) {
        return json(call(path));
    }

    JsonNode post(String path, Object body) {
        return json(answer(path, "POST", body));
    }

    HttpResponse<String> call(String path) {
        return send(authorized(path, KEY).GET());
    }

    HttpResponse<String> answer(String path, String method, Object body) {
        try {
            return send(authorized(path, KEY)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The status line it answers to the head of a request alone. A body refused by its length is never read, and who
     * still writes it may find the connection closed before the answer is seen.
     */
    String announce(String path, long bodyLength) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + address() + "\r\nAuthorization: Bearer " + KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + bodyLength + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }

    HttpRequest.Builder authorized(String path, String key) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(name + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://" + address() + path);
    }

    private JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(name + " answered " + answer.statusCode() + " " + answer.body());
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
