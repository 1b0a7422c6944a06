package dev.millrace.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** segment-service and mailer-service as far as trigger-service asks them; a test decides what they answer. */
public final class FakeNeighbours implements AutoCloseable {

    public static final String ADMIN_KEY = "admin-key-of-the-tests";

    private static final Map<String, ObjectNode> CUSTOMERS = new ConcurrentHashMap<>();
    private static final Map<String, Instant> PINNED = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> HANGING = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
    private static final Map<String, String> NOT_BEFORE = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> MEMBERS = new ConcurrentHashMap<>();
    private static final Map<String, String> PUT_SEGMENTS = new ConcurrentHashMap<>();
    private static final Set<String> UNANSWERED = ConcurrentHashMap.newKeySet();
    private static volatile boolean away;
    private static volatile InstantSource time = TestClock::now;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeNeighbours() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** By which clock they answer: for processes of which a test does not lead the time. */
    static void answerBy(InstantSource source) {
        time = source;
    }

    /** A customer who may get mail; the answer can still be changed. */
    static ObjectNode customer(String id, String... segments) {
        ObjectNode view = Json.object().put("id", id).put("known", true).put("version", 1);
        view.putObject("traits").put("email", "jo@shop.example").put("firstName", "Jo");
        view.putObject("consent").putObject("email").put("status", "subscribed");
        view.putObject("cart").put("count", 2).put("value", "59.80");
        view.putObject("orders").put("count", 0);
        ArrayNode memberships = view.putArray("memberships");
        for (String segment : segments) {
            memberships.addObject().put("segment", segment);
        }
        CUSTOMERS.put(id, view);
        return view;
    }

    /** Who is in a segment, in the order in which it is told. */
    static void members(String segment, List<String> customers) {
        MEMBERS.put(segment, List.copyOf(customers));
    }

    /** The rules of the segments that were put, by their ids. */
    static Map<String, String> putSegments() {
        return Map.copyOf(PUT_SEGMENTS);
    }

    /** From now on this customer's knowledge is as of this instant; unpinned it is as of now. */
    static void pinAsOf(String customer, Instant asOf) {
        PINNED.put(customer, asOf);
    }

    static void unpin(String customer) {
        PINNED.remove(customer);
    }

    /** Asking about this customer gets an error until it is answered again. */
    static void stopAnswering(String customer) {
        UNANSWERED.add(customer);
    }

    static void answerAgain(String customer) {
        UNANSWERED.remove(customer);
    }

    /** The next question about this customer is not answered before the latch opens; later ones are. */
    static void hangOnce(String customer, CountDownLatch until) {
        HANGING.put(customer, until);
    }

    static int asked(String customer) {
        return ASKED.getOrDefault(customer, new AtomicInteger()).get();
    }

    /** Up to when an answer about this customer was to know all, the last time; empty if it was not said. */
    static String notBefore(String customer) {
        return NOT_BEFORE.getOrDefault(customer, "");
    }

    static void away(boolean isAway) {
        away = isAway;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
        boolean known =
                ("Bearer " + ADMIN_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (away || !known) {
            respond(exchange, away ? 503 : 401, Json.object());
        } else if (path.equals("/api/customers/batch")) {
            customers(exchange, body);
        } else if (path.equals("/api/segments")) {
            ObjectNode list = Json.object();
            list.putArray("segments")
                    .addObject()
                    .put("id", "leads")
                    .put("name", "Leads & <friends>")
                    .put("expression", "count(order_completed) = 0 and trait.x < 3")
                    .put("count", 17);
            respond(exchange, 200, list);
        } else if (path.equals("/api/messages")) {
            ObjectNode list = Json.object();
            list.putArray("messages")
                    .addObject()
                    .put("id", "m1")
                    .put("customer", "user:<b>bold</b>")
                    .put("campaign", "welcome")
                    .put("template", "welcome")
                    .put("state", "accepted")
                    .put("updatedAt", "2026-03-02T10:00:01.234Z");
            respond(exchange, 200, list);
        } else if (path.matches("/api/segments/[^/]+/members")) {
            members(exchange, path.split("/")[3]);
        } else if (path.startsWith("/api/segments/")
                && exchange.getRequestMethod().equals("PUT")) {
            PUT_SEGMENTS.put(path.split("/")[3], body.path("expression").asText());
            respond(exchange, 200, body);
        } else if (path.equals("/api/templates/check-lines")) {
            checkLines(exchange, body);
        } else if (path.equals("/api/expressions/check")) {
            check(exchange, body.path("expression").asText());
        } else {
            boolean missing = path.endsWith("/missing");
            String type = path.endsWith("/receipt") ? "transactional" : "marketing";
            respond(exchange, missing ? 404 : 200, Json.object().put("class", type));
        }
    }

    private static void checkLines(HttpExchange exchange, JsonNode lines) throws IOException {
        if (lines.path("subject").asText().contains("bogus")) {
            ObjectNode answer = Json.object();
            answer.putObject("error").put("message", "there is no bogus").put("path", "subject");
            respond(exchange, 400, answer);
        } else {
            respond(exchange, 200, Json.object());
        }
    }

    /** A page ends where it is full; its next is the place of the one behind it. */
    private static void members(HttpExchange exchange, String segment) throws IOException {
        Map<String, String> asked = new HashMap<>();
        for (String part : exchange.getRequestURI().getQuery().split("&")) {
            asked.put(part.split("=")[0], part.split("=")[1]);
        }
        List<String> all = MEMBERS.getOrDefault(segment, List.of());
        int from = Integer.parseInt(asked.getOrDefault("after", "0"));
        int to = Math.min(all.size(), from + Integer.parseInt(asked.get("limit")));
        ASKED.computeIfAbsent(segment, any -> new AtomicInteger()).incrementAndGet();
        CountDownLatch latch = HANGING.remove(segment);
        if (latch != null) {
            awaitOpen(latch);
        }
        ObjectNode page = Json.object().put("segment", segment);
        ArrayNode members = page.putArray("members");
        all.subList(from, to).forEach(id -> members.addObject().put("customer", id));
        if (to < all.size()) {
            page.put("next", Integer.toString(to));
        }
        boolean refuse = from > 0 && UNANSWERED.contains(segment);
        respond(exchange, refuse ? 503 : 200, page);
    }

    private static void check(HttpExchange exchange, String expression) throws IOException {
        if (!expression.contains("bogus")) {
            respond(exchange, 200, Json.object().put("ok", true));
            return;
        }
        ObjectNode answer = Json.object();
        answer.putObject("error")
                .put("code", "expression")
                .put("message", "found bogus; expected a function")
                .put("line", 1)
                .put("column", expression.indexOf("bogus") + 7)
                .put("found", "bogus")
                .put("expected", "a function")
                .put("suggestion", "count");
        respond(exchange, 400, answer);
    }

    private static void customers(HttpExchange exchange, JsonNode question) throws IOException {
        ObjectNode answer = Json.object();
        ArrayNode views = answer.putArray("customers");
        boolean refuse = false;
        for (JsonNode asked : question.path("ids")) {
            String id = asked.asText();
            ASKED.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
            NOT_BEFORE.put(id, question.path("notBefore").asText());
            refuse |= UNANSWERED.contains(id);
            ObjectNode view =
                    CUSTOMERS.getOrDefault(id, Json.object().put("id", id).put("known", false));
            views.add(asked(view, question)
                    .put("asOf", PINNED.getOrDefault(id, time.instant()).toString()));
            CountDownLatch latch = HANGING.remove(id);
            if (latch != null) {
                awaitOpen(latch);
            }
        }
        respond(exchange, refuse ? 503 : 200, answer);
    }

    /** Products only of the kinds that were asked for. */
    private static ObjectNode asked(ObjectNode view, JsonNode question) {
        ObjectNode told = view.deepCopy();
        if (told.get("products") instanceof ObjectNode products) {
            Set<String> kinds = new HashSet<>();
            question.path("products").forEach(kind -> kinds.add(kind.asText()));
            products.retain(kinds);
        }
        return told;
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the asker went away", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
