package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
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
class PopupCommandTest {

    private static final String NONE = "{\"setBy\":\"nobody\"}";
    private static final String SPRING =
            "{\"setBy\":\"api\",\"popup\":{\"id\":\"spring\",\"texts\":{\"en\":{\"title\":\"Hi\",\"button\":\"Sign up\"}}}}";

    @TempDir
    Path folder;

    private HttpServer service;
    private String inForce = NONE;
    private final List<String> asked = new ArrayList<>();
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/api/popup", this::answer);
        service.start();
        command = new TypedCommand(
                URI.create("http://127.0.0.1:" + service.getAddress().getPort()), folder);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        boolean bad = body.contains("titel");
        String result =
                method.equals("DELETE") || body.contains("off") ? NONE : method.equals("PUT") ? SPRING : inForce;
        if (exchange.getRequestURI().getQuery() == null && !method.equals("GET")) {
            asked.add(method + " " + body);
            inForce = result;
        }
        byte[] answer = (bad ? "{\"error\":{\"message\":\"the pop-up has no setting titel\"}}" : result)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(bad ? 400 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    @Test
    void shouldShowWhatDiffersAndChangeIt() throws IOException {
        assertThat(apply("id: spring\ntexts: {en: {title: Hi}}\n")).isZero();

        assertThat(command.printed())
                .contains("+ id: spring", "+ texts.en.title: Hi", "+ texts.en.button: Sign up", "Applied.");
        assertThat(asked).containsExactly("PUT {\"id\":\"spring\",\"texts\":{\"en\":{\"title\":\"Hi\"}}}");
        assertThat(apply("id: spring\n")).isZero();
        assertThat(command.printed()).contains("The pop-up is as wanted.");
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldOnlyShowWhatDiffersWhenAsked() throws IOException {
        assertThat(apply("id: spring\n", "--dry-run")).isEqualTo(3);

        assertThat(command.printed()).contains("+ id: spring").doesNotContain("Applied");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldSwitchItOffAndReset() {
        inForce = SPRING;

        assertThat(command.run("popup", "off")).isZero();
        assertThat(command.printed()).contains("- id: spring", "Applied.");
        inForce = SPRING;
        assertThat(command.run("popup", "reset")).isZero();
        assertThat(asked).containsExactly("PUT {\"off\":true}", "DELETE ");
    }

    @Test
    void shouldTellWhatTheServiceRefuses() throws IOException {
        assertThat(apply("texts: {en: {titel: Hi}}\n")).isEqualTo(1);

        assertThat(command.complained()).contains("has no setting titel");
        assertThat(asked).isEmpty();
    }

    private int apply(String yaml, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("popup.yaml"), yaml);
        List<String> words = new ArrayList<>(List.of("popup", "apply", "-f", file.toString()));
        words.addAll(List.of(more));
        return command.run(words.toArray(String[]::new));
    }
}
