package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.Locale;
import java.util.Optional;

/** Reads the fields of a call. {@code null} and empty text mean absent; a number may stand where an id is expected. */
final class Fields {

    private Fields() {}

    static boolean present(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.asText().isBlank());
    }

    /** An id: text or an integer, at most so long, without control characters; empty where one only stands in for it. */
    static Optional<String> id(JsonNode call, String field, int maxLength) {
        JsonNode node = call.path(field);
        if (!present(node)) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw new BadField(
                    Reading.Reason.BAD_ID, field + " is " + kind(node) + ", expected text or a whole number");
        }
        String id = node.asText().strip();
        if (id.length() > maxLength) {
            throw new BadField(
                    Reading.Reason.BAD_ID,
                    field + " has " + id.length() + " characters, expected at most " + maxLength);
        }
        if (Text.hasControls(id)) {
            throw new BadField(Reading.Reason.BAD_ID, field + " holds control characters, expected plain text");
        }
        if (Text.isDamaged(id)) {
            throw new BadField(
                    Reading.Reason.BAD_ID, field + " holds characters that got lost on the way, expected plain text");
        }
        return Placeholder.isNoId(id) ? Optional.empty() : Optional.of(id);
    }

    /**
     * An object as it was sent, which is not to be changed: what is refused is kept as it was sent. Empty when it is absent,
     * or when it is an empty list: PHP can't tell the two apart.
     */
    static ObjectNode object(JsonNode call, String field) {
        JsonNode node = call.path(field);
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (present(node) && !(node.isArray() && node.isEmpty())) {
            throw new BadField(Reading.Reason.WRONG_TYPE, field + " is " + kind(node) + ", expected an object");
        }
        return Json.object();
    }

    /** One whose fields may be changed, and what lies within them may not. */
    static ObjectNode copy(ObjectNode object) {
        return Json.object().setAll(object);
    }

    /** Both together; where both say something, the first counts. */
    static ObjectNode merged(ObjectNode over, ObjectNode under) {
        ObjectNode result = copy(under);
        over.properties().forEach(field -> {
            JsonNode below = result.path(field.getKey());
            boolean both = below.isObject() && field.getValue().isObject();
            result.set(
                    field.getKey(),
                    both ? merged((ObjectNode) field.getValue(), (ObjectNode) below) : field.getValue());
        });
        return result;
    }

    static String kind(JsonNode node) {
        String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case BOOLEAN, NUMBER, BINARY, POJO -> "a " + type;
            case MISSING, NULL -> "absent";
        };
    }
}
