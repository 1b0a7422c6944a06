package dev.millrace.segment.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

    /** Told apart by class: an event has a dozen of them, and to ask each what it is takes longer than to write it. */
    private static void write(ByteWriter out, JsonNode node, int depth) {
        if (node instanceof TextNode text) {
            writeText(out, text.textValue());
        } else if (node instanceof ObjectNode object) {
            writeObject(out, object, depth);
        } else if (node instanceof ArrayNode array) {
            writeArray(out, array, depth);
        } else if (node instanceof NumericNode number) {
            out.octet(NUMBER);
            out.decimal(number.decimalValue());
        } else if (node instanceof BooleanNode flag) {
            out.octet(flag.booleanValue() ? TRUE : FALSE);
        } else {
            writeText(out, node.asText());
        }
    }

    private static void writeText(ByteWriter out, String text) {
        out.octet(TEXT);
        out.text(
                text.length() > CustomerState.MAX_TEXT_LENGTH
                        ? text.substring(0, CustomerState.MAX_TEXT_LENGTH + 1)
                        : text);
    }

    private static void writeArray(ByteWriter out, ArrayNode array, int depth) {
        int kept = 0;
        for (JsonNode element : array) {
            kept += isKept(element, depth) ? 1 : 0;
        }
        out.octet(ARRAY);
        out.unsigned(kept);
        for (JsonNode element : array) {
            if (isKept(element, depth)) {
                write(out, element, depth + 1);
            }
        }
    }

    private static void writeObject(ByteWriter out, ObjectNode object, int depth) {
        int kept = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            kept += isKept(field.getValue(), depth) ? 1 : 0;
        }
        out.octet(OBJECT);
        out.unsigned(kept);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (isKept(field.getValue(), depth)) {
                KnownNames.write(out, field.getKey());
                write(out, field.getValue(), depth + 1);
            }
        }
    }

    private static boolean isKept(JsonNode node, int depth) {
        if (node instanceof TextNode) {
            return true;
        }
        if (node instanceof NumericNode) {
            BigDecimal number = node.decimalValue();
            return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
        }
        return node instanceof ContainerNode ? depth < MAX_DEPTH : !node.isNull() && !node.isMissingNode();
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
