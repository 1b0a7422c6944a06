package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mailer.template.Problem;
import dev.millrace.mailer.template.Variant;
import dev.millrace.mailer.template.Variants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template's variants, {@code {"question": {"subject": "Still thinking?", "weight": 2}}}. A field that is not known is
 * refused: a mistyped weight would decide a comparison unseen.
 */
final class VariantsReader {

    private static final Set<String> TEXTS = Set.of("subject", "preheader");
    private static final String WEIGHT = "weight";

    private VariantsReader() {}

    /** @param problems takes what is wrong */
    static Variants read(@Nullable JsonNode json, List<Problem> problems) {
        Map<String, Variant> variants = new HashMap<>();
        if (json == null || json.isNull()) {
            return Variants.NONE;
        }
        if (!json.isObject()) {
            refuse(problems, "variants", "is an object: each variant under its name");
        }
        json.properties().forEach(entry -> {
            String path = "variants." + entry.getKey();
            JsonNode variant = entry.getValue();
            if (!variant.isObject()) {
                refuse(problems, path, "is an object with subject, preheader, weight");
            }
            variant.properties().forEach(field -> check(path, field.getKey(), field.getValue(), problems));
            variants.put(
                    entry.getKey(),
                    new Variant(
                            text(variant.path("subject")),
                            text(variant.path("preheader")),
                            variant.path(WEIGHT).asInt(1)));
        });
        return new Variants(variants);
    }

    private static void check(String path, String field, JsonNode value, List<Problem> problems) {
        if (field.equals(WEIGHT)) {
            if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
                refuse(problems, path + "." + field, "is a whole number");
            }
        } else if (!TEXTS.contains(field)) {
            refuse(problems, path + "." + field, "is not known; a variant has subject, preheader, weight");
        } else if (!value.isTextual() && !value.isNull()) {
            refuse(problems, path + "." + field, "is a text");
        }
    }

    private static @Nullable String text(JsonNode value) {
        return TemplateBody.blankToNull(value.textValue());
    }

    private static void refuse(List<Problem> problems, String path, String message) {
        problems.add(new Problem(path, 0, 0, message, null, null, null));
    }
}
