package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tags and traits that a step sets. */
final class TraitReader {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST = 20;
    /** Who somebody is and what they allowed is not a campaign's to say. */
    private static final Set<String> RESERVED = Set.of("consent", "email", "phone", "id");

    @Nullable
    String tag(DocumentPart part) {
        String tag = part.text("a tag");
        if (tag != null && tag.length() > LONGEST_NAME) {
            part.problem("has " + tag.length() + " characters; expected at most " + LONGEST_NAME);
            return null;
        }
        return tag;
    }

    /** null takes a trait away. */
    ObjectNode traits(DocumentPart part) {
        ObjectNode traits = Json.object();
        if (!part.isObject() || part.names().isEmpty() || part.names().size() > MOST) {
            part.problem(part.found() + "; expected 1 to " + MOST + " traits with their values, such as {tier: gold}");
            return traits;
        }
        for (String name : part.names()) {
            DocumentPart trait = part.child(name);
            if (RESERVED.contains(name)) {
                trait.problem("can't be set by a campaign");
            } else if (name.isBlank() || name.length() > LONGEST_NAME) {
                trait.problem("expected a name of 1 to " + LONGEST_NAME + " characters");
            } else if (isValue(trait.value())) {
                traits.set(name, trait.value());
            } else {
                trait.problem(trait.found() + "; expected a text of at most " + LONGEST_TEXT
                        + " characters, a number, true, false, or null to take it away");
            }
        }
        return traits;
    }

    private static boolean isValue(JsonNode value) {
        return value.isNumber()
                || value.isBoolean()
                || value.isNull()
                || (value.isTextual() && value.textValue().length() <= LONGEST_TEXT);
    }
}
