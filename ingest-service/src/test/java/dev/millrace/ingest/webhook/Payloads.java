package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the tests of webhooks deliver: written for them, or recorded from real shops where those are there. */
final class Payloads {

    static final PaymentRules PAYMENT = new PaymentRules(List.of("cod", "Cash on Delivery (COD)"));
    static final Aliases ALIASES = new Aliases(new IdentityKey("a secret of the tests"));

    private Payloads() {}

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<ObjectNode> shopify(String topic, JsonNode payload) {
        return calls(new Shopify(PAYMENT, ALIASES).translate(new Delivery("shop", topic, "delivery-1", payload)));
    }

    static List<ObjectNode> wooCommerce(String topic, JsonNode payload) {
        return calls(ofWooCommerce(topic, payload));
    }

    static Translation ofWooCommerce(String topic, JsonNode payload) {
        return new WooCommerce(PAYMENT, ALIASES).translate(new Delivery("shop", topic, "delivery-1", payload));
    }

    static List<ObjectNode> calls(Translation translation) {
        return ((Translation.Calls) translation).calls();
    }

    static List<String> names(List<ObjectNode> calls) {
        return calls.stream()
                .map(call -> call.path("event").asText(call.path("type").asText()))
                .toList();
    }

    static Path recorded(String file) {
        return Optional.ofNullable(System.getenv("MILLRACE_DATASETS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("millrace.root", "."), "..", "shared", "data"))
                .resolve("webhooks")
                .resolve(file);
    }

    static JsonNode read(Path file) {
        try {
            return Json.mapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
