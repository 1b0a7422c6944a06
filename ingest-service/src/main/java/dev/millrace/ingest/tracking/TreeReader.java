package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads values into the trees that {@link Json#mapper()} makes of them, and sees on the way whether one has to be looked at
 * again: nearly none has, and walking over all of them would cost a third of what reading them does.
 */
final class TreeReader {

    private static final ObjectReader DEEP = Json.mapper().readerFor(JsonNode.class);
    private static final JsonNodeFactory NODES = Json.mapper().getNodeFactory();

    private final JsonParser parser;
    private final boolean fit;
    private boolean plain;

    /** @param fit whether no text in what the parser reads needs to be cleaned, see {@link Text#isFit} */
    TreeReader(JsonParser parser, boolean fit) {
        this.parser = parser;
        this.fit = fit;
    }

    /** The value at whose first token the parser stands, to its end. */
    JsonNode read() throws IOException {
        plain = fit;
        return value(parser.currentToken(), 0);
    }

    /** Whether what was read last is surely fit to be stored: its text, its depth and its numbers. */
    boolean wasPlain() {
        return plain;
    }

    private JsonNode value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private JsonNode object(int depth) throws IOException {
        if (depth >= Text.MAX_DEPTH) {
            return deep();
        }
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String text = parser.nextTextValue();
            object.replace(name, text != null ? NODES.textNode(text) : value(parser.currentToken(), depth + 1));
        }
        return object;
    }

    private JsonNode array(int depth) throws IOException {
        if (depth >= Text.MAX_DEPTH) {
            return deep();
        }
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth + 1));
        }
        return array;
    }

    /** Not by recursion. */
    private JsonNode deep() throws IOException {
        plain = false;
        return DEEP.readTree(parser);
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> {
                plain = false;
                yield NODES.numberNode(parser.getBigIntegerValue());
            }
        };
    }

    private JsonNode decimal() throws IOException {
        BigDecimal number = parser.getDecimalValue();
        plain &= Numbers.isShort(number);
        return NODES.numberNode(number);
    }
}
