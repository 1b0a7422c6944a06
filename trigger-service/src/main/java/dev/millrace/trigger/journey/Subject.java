package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ProductKind;
import dev.millrace.trigger.campaign.About;
import dev.millrace.trigger.policy.Knowledge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a message shows of the shop's products, and whether anything is left of what it is about. */
final class Subject {

    private static final int MOST_PRODUCTS = 6;

    private Subject() {}

    /** A cart that is empty was emptied by the customer, which is not for this to judge. */
    static boolean isGone(About about, Knowledge.Customer customer, List<ProductKind> kinds) {
        return switch (about) {
            case PRODUCT -> customer.about() != null && customer.about().gone();
            case CART ->
                customer.cart().path("items").isEmpty()
                        && !customer.cart().path("gone").isEmpty();
            case PRODUCTS -> products(kinds, customer).isEmpty();
            case NOTHING -> false;
        };
    }

    /** Those of the first kind first, each once. */
    static ArrayNode products(List<ProductKind> kinds, Knowledge.Customer customer) {
        Map<String, JsonNode> chosen = new LinkedHashMap<>();
        for (ProductKind kind : kinds) {
            for (JsonNode product : customer.products().path(kind.word())) {
                if (chosen.size() < MOST_PRODUCTS) {
                    chosen.putIfAbsent(product.path("id").asText(), product.deepCopy());
                }
            }
        }
        return Json.object().arrayNode().addAll(chosen.values());
    }
}
