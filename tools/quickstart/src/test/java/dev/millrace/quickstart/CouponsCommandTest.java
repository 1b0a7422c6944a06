package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads and targets as they are typed, against an admin API over HTTP. */
class CouponsCommandTest {

    @TempDir
    Path folder;

    private HttpServer service;
    private final Set<String> codes = new HashSet<>();
    private final List<Integer> pages = new ArrayList<>();
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/api/coupon-pools/welcome/codes", this::upload);
        service.createContext(
                "/api/webhook-targets/erp",
                exchange -> respond(
                        exchange,
                        Json.mapper()
                                .readTree("{\"target\": {\"state\": \"active\"},"
                                        + " \"key\": {\"id\": \"k1\", \"secret\": \"whsec_x\"}}")));
        service.start();
        command = new TypedCommand(
                URI.create("http://127.0.0.1:" + service.getAddress().getPort()), folder);
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    @Test
    void shouldUploadPageByPageAndAgainWithoutHarm() throws IOException {
        Path file = folder.resolve("codes.txt");
        Files.writeString(
                file, IntStream.range(0, 5_002).mapToObj(i -> "C-" + i).collect(Collectors.joining("\n")));

        assertThat(command.run("coupons", "upload", "welcome", "-f", file.toString()))
                .isZero();
        assertThat(command.printed()).contains("5002 added, 0 were there");
        assertThat(pages).containsExactly(5_000, 2);
        assertThat(command.run("coupons", "upload", "welcome", "-f", file.toString()))
                .isZero();
        assertThat(command.printed()).contains("0 added, 5002 were there");
    }

    @Test
    void shouldTellTheLinesThatCannotBeCodes() throws IOException {
        Path file = folder.resolve("codes.txt");
        Files.writeString(file, "A1\n\nbad code\nB2\n");

        assertThat(command.run("coupons", "upload", "welcome", "-f", file.toString()))
                .isEqualTo(1);
        assertThat(command.printed()).contains("line 3 has a space", "2 added, 0 were there, 1 can't be codes.");
    }

    @Test
    void shouldShowTheSecretOfANewTarget() {
        assertThat(command.run("targets", "set", "erp", "https://erp.shop.example/hooks"))
                .isZero();
        assertThat(command.printed()).contains("erp is active.", "Key k1, secret whsec_x");
    }

    private void upload(HttpExchange exchange) throws IOException {
        JsonNode sent = Json.mapper().readTree(exchange.getRequestBody()).path("codes");
        pages.add(sent.size());
        ObjectNode answer = Json.object();
        int added = 0;
        int known = 0;
        for (int i = 0; i < sent.size(); i++) {
            if (sent.get(i).asText().contains(" ")) {
                answer.withArray("refused").addObject().put("index", i).put("problem", "has a space");
            } else if (codes.add(sent.get(i).asText())) {
                added++;
            } else {
                known++;
            }
        }
        respond(exchange, answer.put("added", added).put("known", known));
    }

    private static void respond(HttpExchange exchange, JsonNode body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
