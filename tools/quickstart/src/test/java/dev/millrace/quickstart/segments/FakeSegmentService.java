package dev.millrace.quickstart.segments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An admin API that keeps segments in memory, takes no expression with {@code ===} in it, and writes down what changes it. */
public final class FakeSegmentService implements AutoCloseable {

    private static final Pattern ASKED = Pattern.compile("in\\(\"([^\"]+)\"\\)");

    public final Map<String, ObjectNode> segments = new TreeMap<>();
    public final List<String> changes = new ArrayList<>();
    private final HttpServer server;

    public FakeSegmentService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String answer = "";
        int status = 200;
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer = list().toString();
            case "POST" -> {
                String expression =
                        Json.mapper().readTree(body).path("expression").asText();
                status = expression.contains("===") ? 400 : 200;
                answer = (status == 200 ? checked(expression) : refused()).toString();
            }
            case "PUT" -> {
                changes.add("put " + id);
                ObjectNode segment = (ObjectNode) Json.mapper().readTree(body);
                segments.put(
                        id,
                        segment.put("id", id)
                                .put("version", 1)
                                .put("active", true)
                                .put("count", 7));
                answer = segment.toString();
            }
            default -> {
                changes.add("delete " + id);
                segments.remove(id);
                status = 204;
            }
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode list() {
        ObjectNode list = Json.object();
        segments.values().forEach(list.withArray("segments")::add);
        return list;
    }

    private static ObjectNode checked(String expression) {
        ObjectNode checked = Json.object().put("sentence", "in words: " + expression);
        ArrayNode asked = checked.putArray("segments");
        Matcher matcher = ASKED.matcher(expression);
        while (matcher.find()) {
            asked.add(matcher.group(1));
        }
        return checked;
    }

    private static ObjectNode refused() {
        ObjectNode refused = Json.object();
        refused.putObject("error")
                .put("message", "expected a condition")
                .put("line", 1)
                .put("column", 3);
        return refused;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
