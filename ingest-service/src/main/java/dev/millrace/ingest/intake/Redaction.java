package dev.millrace.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contract.Json;
import java.util.Locale;
import java.util.Set;

/**
 * What of a refused event may be kept for people to look at: its shape, and the values of fields that name nobody. Of every
 * other value only its kind and length, because what lies in a log of refusals can't be found when a person is to be
 * forgotten.
 */
final class Redaction {

    private static final int DEEPEST = 64;
    private static final int LONGEST = 100;
    private static final Set<String> KEPT = Set.of(
            "type",
            "event",
            "timestamp",
            "originaltimestamp",
            "sentat",
            "channel",
            "status",
            "purpose",
            "product_id",
            "sku",
            "category",
            "brand",
            "variant",
            "currency",
            "price",
            "quantity",
            "total",
            "revenue",
            "value",
            "shipping",
            "tax",
            "discount",
            "subtotal");

    private Redaction() {}

    static JsonNode of(JsonNode sent) {
        return of("", sent, false, 0);
    }

    private static JsonNode of(String name, JsonNode sent, boolean aboutPerson, int depth) {
        if (sent.isContainerNode() && depth == DEEPEST) {
            return TextNode.valueOf("(deeper)");
        }
        if (sent instanceof ObjectNode object) {
            ObjectNode kept = Json.object();
            boolean person = aboutPerson || name.equals("traits");
            object.properties()
                    .forEach(field ->
                            kept.set(nameOf(field.getKey()), of(field.getKey(), field.getValue(), person, depth + 1)));
            return kept;
        }
        if (sent instanceof ArrayNode array) {
            ArrayNode kept = Json.mapper().createArrayNode();
            array.forEach(item -> kept.add(of(name, item, aboutPerson, depth + 1)));
            return kept;
        }
        return namesNobody(name, sent, aboutPerson) ? sent : TextNode.valueOf(kind(sent));
    }

    private static boolean namesNobody(String name, JsonNode value, boolean aboutPerson) {
        return value.isNull()
                || value.isBoolean()
                || !aboutPerson && KEPT.contains(name.toLowerCase(Locale.ROOT)) && isShortAndNoAddress(value.asText());
    }

    private static String nameOf(String field) {
        return isShortAndNoAddress(field) ? field : kind(TextNode.valueOf(field));
    }

    private static boolean isShortAndNoAddress(String text) {
        return text.length() <= LONGEST && text.indexOf('@') < 0;
    }

    private static String kind(JsonNode value) {
        return value.isTextual() ? "(text of " + value.textValue().length() + " characters)" : "(number)";
    }
}
