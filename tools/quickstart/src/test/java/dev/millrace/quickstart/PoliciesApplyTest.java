package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(folder.resolve("key"), "admin-key\n");
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
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    @Test
    void shouldShowAndMakeTheFirstPolicies() throws IOException {
        assertThat(apply("caps: [{segment: engaged, week: 3}]\n")).isZero();

        assertThat(printed.toString()).contains("+ caps[0].segment: engaged", "+ caps[0].week: 3", "Applied.");
        assertThat(asked).containsExactly("GET /api/policies", "PUT /api/policies");
    }

    @Test
    void shouldCheckButNotChangeWhenItIsOnlyAsked() throws IOException {
        inForce = "{\"caps\": [{\"week\": 2}]}";

        assertThat(apply("caps: [{week: 3}]\n", "--dry-run")).isEqualTo(3);
        assertThat(printed.toString())
                .contains("- caps[0].week: 2", "+ caps[0].week: 3")
                .doesNotContain("Applied");
        assertThat(asked).containsExactly("GET /api/policies", "PUT /api/policies?dryRun=true");
    }

    @Test
    void shouldTellWhatTheServiceRefuses() throws IOException {
        assertThat(apply("home: {country: Narnia}\n")).isEqualTo(1);

        assertThat(complained.toString()).contains("there is no such country");
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void shouldShowThePoliciesInForce() throws IOException {
        assertThat(run("policies")).isZero();
        inForce = "{\"caps\": [{\"week\": 2}]}";
        assertThat(run("policies")).isZero();

        assertThat(printed.toString()).contains("No policies have been set", "\"week\" : 2");
    }

    private int apply(String yaml, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("policies.yaml"), yaml);
        List<String> arguments = new ArrayList<>(List.of("policies", "apply", "-f", file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + service.getAddress().getPort(),
                "--key-file",
                folder.resolve("key").toString()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
