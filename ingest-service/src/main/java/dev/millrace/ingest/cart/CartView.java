package dev.millrace.ingest.cart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;

/** A cart in the words of the tracking API. */
final class CartView {

    private CartView() {}

    static ObjectNode of(JsonNode cart) {
        ObjectNode view = Json.object();
        copy(cart, "currency", view, "currency");
        ArrayNode products = view.putArray("products");
        for (JsonNode item : cart.path("items")) {
            ObjectNode product = products.addObject();
            copy(item, "productId", product, "product_id");
            copy(item, "name", product, "name");
            copy(item, "price", product, "price");
            copy(item, "quantity", product, "quantity");
            copy(item, "imageUrl", product, "image_url");
            copy(item, "url", product, "url");
        }
        return view;
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.hasNonNull(field)) {
            to.set(name, from.path(field));
        }
    }
}
