package dev.millrace.quickstart.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.RefusedException;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** A shop that sends events with its server key, looks into the inbox and asks the admin APIs. */
final class Shop {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Platform platform;
    private final ServiceClient events;
    private final ServiceClient segments;
    private final ServiceClient campaigns;
    private final ServiceClient mails;

    Shop(Platform platform) {
        this.platform = platform;
        var addresses = platform.addresses();
        this.events =
                ServiceClient.withWriteKey(addresses.ingest(), platform.keys().serverKey());
        this.segments =
                ServiceClient.withAdminKey(addresses.segment(), platform.keys().adminKey());
        this.campaigns =
                ServiceClient.withAdminKey(addresses.trigger(), platform.keys().adminKey());
        this.mails =
                ServiceClient.withAdminKey(addresses.mailer(), platform.keys().adminKey());
    }

    /** A mail in the inbox; {@code id} is the local part of its Message-ID. */
    record Mail(String inboxId, String id, String to, String subject) {}

    void signsUp(String user) {
        signsUp(user, Json.object());
    }

    /** @param more what is told beside address and first name */
    void signsUp(String user, ObjectNode more) {
        ObjectNode traits = more.put("email", address(user)).put("firstName", user);
        traits.putObject("consent").put("email", "subscribed");
        ObjectNode call = Json.object().put("userId", user).put("messageId", user + "-signs-up");
        call.set("traits", traits);
        events.post("/v1/identify", call);
    }

    void putsIntoCart(String user) {
        putsIntoCart(user, "mug", "Mug für Tee");
    }

    void putsIntoCart(String user, String product, String name) {
        track(
                user,
                "Product Added",
                Json.object()
                        .put("cart_id", user)
                        .put("product_id", product)
                        .put("name", name)
                        .put("price", "12.50")
                        .put("quantity", 2)
                        .put("currency", "EUR"));
    }

    /** Of which the catalogue says so much. */
    void sells(String product, String name, boolean inStock) {
        feed(Json.object()
                .put("id", product)
                .put("name", name)
                .put("price", "12.50")
                .put("currency", "EUR")
                .put("in_stock", inStock));
    }

    void takesOut(String product) {
        feed(Json.object().put("id", product).put("deleted", true));
    }

    private void feed(ObjectNode row) {
        events.post("/v1/catalog", row);
    }

    /** Another event each time. */
    void saysItIsBackAgain(String user, String product) {
        ObjectNode call = Json.object().put("userId", user).put("event", "Back In Stock");
        call.putObject("properties").put("product_id", product);
        events.post("/v1/track", call);
    }

    void campaign(String id, ObjectNode document) {
        campaigns.put("/api/campaigns/" + id, document);
    }

    void template(String id, ObjectNode document) {
        mails.put("/api/templates/" + id, document);
    }

    void orders(String user) {
        track(
                user,
                "Order Completed",
                Json.object().put("order_id", user + "-1").put("total", "25.00").put("currency", "EUR"));
    }

    private void track(String user, String event, ObjectNode properties) {
        ObjectNode call = Json.object()
                .put("userId", user)
                .put("event", event)
                .put(
                        "messageId",
                        user + "-" + event.replace(' ', '-') + "-"
                                + properties.path("product_id").asText());
        call.set("properties", properties);
        events.post("/v1/track", call);
    }

    JsonNode customer(String user) {
        try {
            return segments.get("/api/customers/user:" + user);
        } catch (RefusedException notThere) {
            return Json.object();
        }
    }

    JsonNode preview(String expression, String at) {
        return segments.post(
                "/api/segments/preview",
                Json.object().put("expression", expression).put("at", at));
    }

    JsonNode decisions(String user) {
        return campaigns.get("/api/customers/user:" + user + "/decisions");
    }

    /** The state of a message in the ledger of the mailer, or nothing while it does not know it. */
    Optional<String> messageState(String messageId) {
        try {
            return Optional.of(
                    mails.get("/api/messages/" + messageId).path("state").asText());
        } catch (RefusedException unknown) {
            return Optional.empty();
        }
    }

    List<Mail> mailsTo(String user) {
        return inbox().stream().filter(mail -> mail.to().equals(address(user))).toList();
    }

    List<Mail> inbox() {
        List<Mail> all = new ArrayList<>();
        JsonNode page;
        do {
            page = json("/api/v1/messages?limit=500&start=" + all.size());
            StreamSupport.stream(page.path("messages").spliterator(), false)
                    .map(Shop::mail)
                    .forEach(all::add);
        } while (all.size() < page.path("total").asInt()
                && !page.path("messages").isEmpty());
        return all;
    }

    String html(Mail mail) {
        return json("/api/v1/message/" + mail.inboxId()).path("HTML").asText();
    }

    /** Follows nothing: the answer to a click is where it leads. */
    HttpResponse<String> visit(String url) {
        return get(URI.create(url));
    }

    /** What a mail program does on its reader's behalf (RFC 8058). */
    void unsubscribes(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the unsubscribe link answered " + answer.statusCode());
        }
    }

    /** The local part of the Message-ID: always the same for the same message. */
    static String mailId(String messageId) {
        return UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static String address(String user) {
        return user + "@example.org";
    }

    private static Mail mail(JsonNode summary) {
        String id = summary.path("MessageID").asText();
        return new Mail(
                summary.path("ID").asText(),
                id.substring(0, id.indexOf('@')),
                summary.path("To").path(0).path("Address").asText(),
                summary.path("Subject").asText());
    }

    private JsonNode json(String path) {
        try {
            return Json.mapper()
                    .readTree(get(platform.addresses().inbox().resolve(path)).body());
        } catch (IOException e) {
            throw new IllegalStateException("the inbox did not answer with JSON", e);
        }
    }

    private static HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
