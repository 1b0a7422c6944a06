package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The text of a document, YAML or JSON, of which JSON is a part. A key that stands twice is a fault. */
public sealed interface DocumentText {

    record Parsed(JsonNode document) implements DocumentText {}

    record Unreadable(Problem problem) implements DocumentText {}

    static DocumentText parse(String text) {
        ObjectMapper mapper = text.stripLeading().startsWith("{") ? Mappers.JSON : Mappers.YAML;
        try {
            return new Parsed(mapper.readTree(text));
        } catch (JsonProcessingException e) {
            return new Unreadable(unreadable(e));
        }
    }

    private static Problem unreadable(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        String reason = e.getOriginalMessage() == null
                ? ""
                : e.getOriginalMessage().lines().findFirst().orElse("");
        return new Problem(
                "",
                "can't be read as YAML or JSON: " + reason,
                place == null ? null : place.getLineNr(),
                place == null ? null : place.getColumnNr(),
                null,
                null,
                null);
    }

    /** Held apart: what stands in an interface is public. */
    final class Mappers {

        private static final ObjectMapper YAML = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        private static final ObjectMapper JSON = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Mappers() {}
    }
}
