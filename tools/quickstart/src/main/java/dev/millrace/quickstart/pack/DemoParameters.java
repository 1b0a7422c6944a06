package dev.millrace.quickstart.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which parameters of the ready-made pack the demonstration replaces, from {@code demo-parameters.yaml}. A name that the
 * pack does not have stops the start: the demonstration would silently wait for an hour.
 */
final class DemoParameters {

    private final JsonNode values;

    DemoParameters(JsonNode values) {
        this.values = values;
    }

    /** Replaces nothing. */
    static DemoParameters none() {
        return new DemoParameters(JsonNodeFactory.instance.objectNode());
    }

    static DemoParameters shipped() {
        try (InputStream in = Objects.requireNonNull(
                DemoParameters.class.getResourceAsStream("/demo-parameters.yaml"), "demo-parameters.yaml")) {
            return new DemoParameters(new ObjectMapper(new YAMLFactory()).readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("demo-parameters.yaml can't be read", e);
        }
    }

    /** How many codes are made up in each pool; none outside of a demonstration. */
    int codes() {
        return values.path("codes").asInt();
    }

    /**
     * Replaces parameters in the document.
     *
     * @param kind segment or campaign
     * @return what was replaced, in words
     */
    List<String> apply(String kind, String id, ObjectNode document) {
        List<String> replaced = new ArrayList<>();
        values.path(kind).path(id).fields().forEachRemaining(field -> {
            if (!(document.path("parameters") instanceof ObjectNode parameters) || !parameters.has(field.getKey())) {
                throw new IllegalStateException("demo-parameters.yaml replaces the parameter " + field.getKey()
                        + " of the " + kind + " " + id + ", which has no such parameter");
            }
            String usual = parameters.path(field.getKey()).asText();
            parameters.set(field.getKey(), field.getValue());
            replaced.add(id + " " + field.getKey() + " " + field.getValue().asText() + " instead of " + usual);
        });
        return replaced;
    }
}
