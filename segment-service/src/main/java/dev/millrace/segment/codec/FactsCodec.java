package dev.millrace.segment.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.segment.customer.CustomerState;
import java.math.BigDecimal;
import java.util.Map;

/** What an event says, as bytes: names that most events have are a number, and what is null or too long for a rule is left out. */
final class FactsCodec {

    private static final int OBJECT = 0;
    private static final int ARRAY = 1;
    private static final int TEXT = 2;
    private static final int NUMBER = 3;
    private static final int TRUE = 4;
    private static final int FALSE = 5;

    private static final int MAX_DEPTH = 6;
    private static final int MAX_DIGITS = 100;

    private FactsCodec() {}

    static void write(ByteWriter out, JsonNode node) {
        write(out, node, 0);
    }

    private static void write(ByteWriter out, JsonNode node, int depth) {
        if (node.isObject()) {
            writeObject(out, node, depth);
        } else if (node.isArray()) {
            writeArray(out, node, depth);
        } else if (node.isNumber()) {
            out.octet(NUMBER);
            out.decimal(node.decimalValue());
        } else if (node.isBoolean()) {
            out.octet(node.booleanValue() ? TRUE : FALSE);
        } else {
            out.octet(TEXT);
            String text = node.asText();
            out.text(
                    text.length() > CustomerState.MAX_TEXT_LENGTH
                            ? text.substring(0, CustomerState.MAX_TEXT_LENGTH + 1)
                            : text);
        }
    }

    private static void writeArray(ByteWriter out, JsonNode node, int depth) {
        int kept = 0;
        for (JsonNode element : node) {
            kept += isKept(element, depth) ? 1 : 0;
        }
        out.octet(ARRAY);
        out.unsigned(kept);
        for (JsonNode element : node) {
            if (isKept(element, depth)) {
                write(out, element, depth + 1);
            }
        }
    }

    private static void writeObject(ByteWriter out, JsonNode node, int depth) {
        int kept = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            kept += isKept(field.getValue(), depth) ? 1 : 0;
        }
        out.octet(OBJECT);
        out.unsigned(kept);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (isKept(field.getValue(), depth)) {
                KnownNames.write(out, field.getKey());
                write(out, field.getValue(), depth + 1);
            }
        }
    }

    private static boolean isKept(JsonNode node, int depth) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
        }
        return node.isContainerNode() ? depth < MAX_DEPTH : !node.isNull() && !node.isMissingNode();
    }

    static JsonNode read(ByteReader in) {
        int kind = in.octet();
        return switch (kind) {
            case OBJECT -> {
                ObjectNode object = Json.object();
                for (int left = in.size(); left > 0; left--) {
                    object.set(KnownNames.read(in), read(in));
                }
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = Json.mapper().createArrayNode();
                for (int left = in.size(); left > 0; left--) {
                    array.add(read(in));
                }
                yield array;
            }
            case TEXT -> Json.mapper().getNodeFactory().textNode(in.text());
            case NUMBER -> Json.mapper().getNodeFactory().numberNode(in.decimal());
            case TRUE, FALSE -> Json.mapper().getNodeFactory().booleanNode(kind == TRUE);
            default -> throw new UnreadableState("what an event says is of kind " + kind);
        };
    }
}
