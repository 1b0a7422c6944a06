package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.function.Function;

/**
 * Writes the lines of an order or cart into an event, as many as an event may hold: an order with more lines counts with its
 * whole total and says how many lines are left out.
 */
final class Lines {

    private static final int MAX_CHARACTERS = 20_000;

    private Lines() {}

    static void into(ObjectNode properties, JsonNode lines, Function<JsonNode, ObjectNode> product) {
        ArrayNode products = Json.mapper().createArrayNode();
        int characters = 0;
        int leftOut = 0;
        for (JsonNode line : lines) {
            ObjectNode told = product.apply(line);
            characters += told.toString().length();
            if (characters > MAX_CHARACTERS) {
                leftOut++;
            } else {
                products.add(told);
            }
        }
        properties.set("products", products);
        if (leftOut > 0) {
            properties.put("products_left_out", leftOut);
        }
    }
}
