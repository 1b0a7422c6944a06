package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed, against an admin API over HTTP. */
class PoliciesApplyTest {

    @TempDir
    Path folder;

    private HttpServer service;
    private String inForce = "";
    private final List<String> asked = new ArrayList<>();
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/api/policies", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            boolean refused = body.contains("Narnia");
            int status = refused ? 400 : body.isEmpty() && inForce.isEmpty() ? 404 : 200;
            String text = status == 200
                    ? "{\"version\": 1, \"document\": " + (body.isEmpty() ? inForce : body) + "}"
                    : "{\"error\": {\"message\": \"there is no such country\"}}";
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        command = new TypedCommand(
                URI.create("http://127.0.0.1:" + service.getAddress().getPort()), folder);
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    @Test
    void shouldShowAndMakeTheFirstPolicies() throws IOException {
        assertThat(apply("caps: [{segment: engaged, week: 3}]\n")).isZero();

        assertThat(command.printed()).contains("+ caps[0].segment: engaged", "+ caps[0].week: 3", "Applied.");
        assertThat(asked).containsExactly("GET /api/policies", "PUT /api/policies?dryRun=true", "PUT /api/policies");
    }

    @Test
    void shouldCheckButNotChangeWhenItIsOnlyAsked() throws IOException {
        inForce = "{\"caps\": [{\"week\": 2}]}";

        assertThat(apply("caps: [{week: 3}]\n", "--dry-run")).isEqualTo(3);
        assertThat(command.printed())
                .contains("- caps[0].week: 2", "+ caps[0].week: 3")
                .doesNotContain("Applied");
        assertThat(asked).containsExactly("GET /api/policies", "PUT /api/policies?dryRun=true");
    }

    @Test
    void shouldTellWhatTheServiceRefuses() throws IOException {
        assertThat(apply("home: {country: Narnia}\n")).isEqualTo(1);

        assertThat(command.complained()).contains("there is no such country");
        assertThat(command.printed()).isEmpty();
    }

    @Test
    void shouldShowThePoliciesInForce() throws IOException {
        assertThat(command.run("policies")).isZero();
        inForce = "{\"caps\": [{\"week\": 2}]}";
        assertThat(command.run("policies")).isZero();

        assertThat(command.printed()).contains("No policies have been set", "\"week\" : 2");
    }

    private int apply(String yaml, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("policies.yaml"), yaml);
        List<String> words = new ArrayList<>(List.of("policies", "apply", "-f", file.toString()));
        words.addAll(List.of(more));
        return command.run(words.toArray(String[]::new));
    }
}
