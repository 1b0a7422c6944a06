package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.SentObject;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads values into the trees that {@link Json#mapper()} makes of them, and sees on the way whether one has to be looked at
 * again: nearly none has, and walking over all of them would cost a third of what reading them does.
 */
final class TreeReader {

    private static final ObjectReader DEEP = Json.mapper().readerFor(JsonNode.class);
    private static final JsonNodeFactory NODES = Json.mapper().getNodeFactory();

    private final ParserBase parser;
    private final byte @Nullable [] fit;
    private boolean plain;

    /** @param fit what the parser reads from its start, if no text in it needs to be cleaned, see {@link Text#isFit} */
    TreeReader(JsonParser parser, byte @Nullable [] fit) {
        this.parser = (ParserBase) parser;
        this.fit = fit;
    }

    /** The value at whose first token the parser stands, to its end. */
    JsonNode read() throws IOException {
        plain = fit != null;
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
        if (fit == null) {
            return fields(NODES.objectNode(), parser.nextFieldName(), depth);
        }
        SentObject sent = SentObject.from(fit, place());
        String name = parser.nextFieldName();
        for (; name != null && sent.hasRoom(); name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int first = place();
            JsonNode value = token == JsonToken.VALUE_STRING ? null : value(token, depth + 1);
            sent.add(name, first, place(), value);
        }
        sent.end(place());
        return name == null ? sent : fields(NODES.objectNode().setAll(sent), name, depth);
    }

    /** Where the token begins at which the parser stands. */
    private int place() {
        return (int) parser.getTokenCharacterOffset() - 1;
    }

    /** Those that are left, from this one. */
    private ObjectNode fields(ObjectNode object, @Nullable String first, int depth) throws IOException {
        for (String name = first; name != null; name = parser.nextFieldName()) {
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
