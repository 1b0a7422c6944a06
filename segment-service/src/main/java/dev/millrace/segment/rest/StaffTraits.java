package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.segment.customer.CustomerState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks traits that staff set: whatever would be left out later is refused now, with its name. */
final class StaffTraits {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_TRAITS = 100;

    private StaffTraits() {}

    static ObjectNode require(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode traits) || traits.isEmpty()) {
            throw Refused.badRequest("expected a JSON object of traits, such as {\"firstName\": \"Anna\"};"
                    + " null takes a trait away");
        }
        int found = check("", traits, 1);
        if (found > MAX_TRAITS) {
            throw Refused.badRequest("these are " + found + " traits; expected " + MAX_TRAITS + " at most");
        }
        if (traits.has("consent")) {
            throw Refused.badRequest(
                    "consent is no trait: it needs its wording and source;" + " send a Consent Updated event");
        }
        return traits;
    }

    private static int check(String path, ObjectNode traits, int depth) {
        int found = 0;
        for (Map.Entry<String, JsonNode> trait : traits.properties()) {
            String name = path.isEmpty() ? trait.getKey() : path + "." + trait.getKey();
            if (trait.getKey().isBlank() || name.length() > CustomerState.MAX_NAME_LENGTH) {
                throw Refused.badRequest("a trait's name has 1 to " + CustomerState.MAX_NAME_LENGTH + " characters: \""
                        + shortened(name) + "\"");
            }
            JsonNode value = trait.getValue();
            if (value instanceof ObjectNode nested) {
                if (depth == MAX_DEPTH) {
                    throw Refused.badRequest(
                            "\"" + name + "\" is nested too deeply; expected " + MAX_DEPTH + " levels at most");
                }
                found += check(name, nested, depth + 1);
            } else {
                checkValue(name, value);
                found++;
            }
        }
        return found;
    }

    private static void checkValue(String name, JsonNode value) {
        if (value.isTextual() && value.textValue().length() > CustomerState.MAX_TEXT_LENGTH) {
            throw Refused.badRequest("\"" + name + "\" has " + value.textValue().length() + " characters; expected "
                    + CustomerState.MAX_TEXT_LENGTH + " at most");
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    throw Refused.badRequest("\"" + name + "\" is a list; expected texts in it");
                }
            }
        }
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
