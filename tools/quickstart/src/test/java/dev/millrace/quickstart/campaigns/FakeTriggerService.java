package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Set;
import java.util.TreeMap;

/** An admin API that keeps campaigns in memory, takes none without steps, and writes down what changes it. */
public final class FakeTriggerService implements AutoCloseable {

    public final Map<String, ObjectNode> campaigns = new TreeMap<>();
    public final List<String> changes = new ArrayList<>();
    private final HttpServer server;

    public FakeTriggerService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String id = asked.getPath().substring(asked.getPath().lastIndexOf('/') + 1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        JsonNode answer = Json.object();
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer = id.equals("campaigns") ? list() : campaigns.get(id);
            case "POST" -> {
                if (Set.of("pause", "activate", "cancel").contains(id)) {
                    changes.add("post " + asked.getPath().substring("/api/campaigns/".length()));
                    break;
                }
                boolean fine = Json.mapper().readTree(body).path("steps").isArray();
                status = fine ? 200 : 400;
                answer = fine ? Json.object() : refused();
            }
            case "PUT" -> {
                changes.add("put " + id + "?" + asked.getQuery());
                ObjectNode campaign = Json.object().put("id", id).put("waiting", 3);
                campaign.set("document", Json.mapper().readTree(body));
                campaigns.put(id, campaign);
                answer = campaign.deepCopy()
                        .set(
                                "change",
                                Json.object().put("moved", 2).put("stayed", 1).put("ended", 3));
            }
            default -> {
                changes.add("delete " + id);
                campaigns.remove(id);
            }
        }
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode list() {
        ObjectNode list = Json.object();
        list.putArray("campaigns");
        campaigns.values().forEach(list.withArray("campaigns")::add);
        return list;
    }

    private static ObjectNode refused() {
        ObjectNode refused = Json.object();
        refused.putObject("error").put("message", "steps: is missing; expected a list of steps");
        return refused;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
