package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ApiKeyHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service as it is shipped, with what it must be told and no more: defaults that only the packaged service has don't show
 * in other tests, whose configuration says more. There is no Kafka.
 */
class PackagedServiceIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.:]+)");
    private static final String KEY = "a-browser-key";
    private static final List<String> LEAST = List.of(
            "-Dkafka.bootstrap.servers=127.0.0.1:1",
            "-Dmillrace.identity.key=a secret of an installation",
            "-Dmillrace.sources.storefront.kind=browser",
            "-Dmillrace.sources.storefront.key-sha256=" + ApiKeyHash.ofKey(KEY).sha256());

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process service;

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroy();
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldStartWithWhatItMustBeToldAndShowNoPopup() throws Exception {
        URI address = start(LEAST);

        assertThat(get(address, "/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get(address, "/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(address, "/millrace.js").body()).contains("millrace");
        assertThat(get(address, "/v1/storefront/" + KEY).body()).isEqualTo("{}");
    }

    @Test
    void shouldNotStartWithoutAnIdentityKey() throws Exception {
        service = launch(List.of("-Dkafka.bootstrap.servers=127.0.0.1:1"));

        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isNotZero();
        assertThat(Files.readString(log())).contains("millrace.identity.key");
    }

    private URI start(List<String> settings) throws IOException {
        service = launch(settings);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(this::address, Optional::isPresent)
                .orElseThrow();
    }

    private Process launch(List<String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings);
        command.addAll(List.of("-Dquarkus.http.port=0", "-Dquarkus.log.console.color=false", "-jar", JAR.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Optional<URI> address() throws IOException {
        String text = Files.readString(log());
        assertThat(service.isAlive()).as(text).isTrue();
        return LISTENING
                .matcher(text)
                .results()
                .map((MatchResult found) -> URI.create(found.group(1)))
                .findFirst();
    }

    private Path log() {
        return folder.resolve("service.log");
    }

    private HttpResponse<String> get(URI address, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
