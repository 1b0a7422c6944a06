package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
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
class ShopApplyTest {

    @TempDir
    Path folder;

    private HttpServer service;
    private String inForce = "";
    private final List<JsonNode> put = new ArrayList<>();
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/api/shop", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = inForce.isEmpty() ? 404 : 200;
            if (exchange.getRequestMethod().equals("PUT")) {
                put.add(Json.mapper().readTree(body));
                inForce = new String(body, StandardCharsets.UTF_8);
                status = inForce.contains("EURO") ? 400 : 200;
            }
            String text = status == 200 ? inForce : "{\"error\":{\"message\":\"a currency has three letters\"}}";
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
    void shouldShowAndMakeTheFirstSettings() throws IOException {
        assertThat(apply("currency: EUR\nrates: {USD: 0.92}\nlists: {remote: [IS, GL]}\n"))
                .isZero();

        assertThat(command.printed())
                .contains("+ currency: EUR", "+ rates.USD: 0.92", "+ lists.remote[1]: GL", "Applied.");
        assertThat(put).hasSize(1);
        assertThat(put.get(0).path("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void shouldShowOnlyWhatDiffers() throws IOException {
        inForce =
                """
                {"currency": "EUR", "rates": {"USD": "0.920"}, "zone": "UTC", "lists": {}, "values": {"vip": 3},
                 "updatedAt": "2026-03-01T10:00:00Z", "withoutRate": {}}""";

        assertThat(apply("currency: EUR\nrates: {USD: 0.92, GBP: 1.1}\n")).isZero();

        assertThat(command.printed().lines()).containsExactly("+ rates.GBP: 1.1", "- values.vip: 3", "Applied.");
    }

    @Test
    void shouldChangeNothingWhenNothingDiffersOrItIsOnlyAsked() throws IOException {
        inForce = "{\"currency\": \"EUR\"}";

        assertThat(apply("currency: EUR\n")).isZero();
        assertThat(apply("currency: USD\n", "--dry-run")).isEqualTo(3);

        assertThat(command.printed()).contains("- currency: EUR", "+ currency: USD");
        assertThat(put).isEmpty();
    }

    @Test
    void shouldTellApartWhatOnlyLooksLikeTheSameNumber() throws IOException {
        inForce = "{\"lists\": {\"remote\": [\"1067\"]}}";

        assertThat(apply("lists: {remote: [\"01067\"]}\n")).isZero();

        assertThat(command.printed()).contains("- lists.remote[0]: 1067", "+ lists.remote[0]: 01067");
    }

    @Test
    void shouldTellWhatTheServiceRefuses() throws IOException {
        assertThat(apply("currency: EURO\n")).isEqualTo(1);

        assertThat(command.complained()).contains("a currency has three letters");
    }

    @Test
    void shouldNotTakeAFileThatHoldsNoSettings() throws IOException {
        assertThat(apply("- EUR\n")).isEqualTo(1);

        assertThat(command.complained()).contains("holds no settings");
    }

    private int apply(String yaml, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), yaml);
        List<String> words = new ArrayList<>(List.of("shop", "apply", "-f", file.toString()));
        words.addAll(List.of(more));
        return command.run(words.toArray(String[]::new));
    }
}
