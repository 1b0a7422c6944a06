package dev.millrace.quickstart.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A segment as a file defines it. The file's name is the segment's id.
 *
 * @param document name, expression, parameters and purpose, as the admin API takes them
 */
record SegmentFile(String id, ObjectNode document) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");
    private static final List<String> NAMES = List.of("name", "expression", "parameters", "purpose");

    /**
     * All segments of a folder, by id.
     *
     * @throws IllegalStateException with the file and the reason if one can't be a segment
     */
    static SortedMap<String, SegmentFile> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder + " is no folder; expected one with a file for each segment");
        }
        SortedMap<String, SegmentFile> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(SegmentFile::isSegment).sorted().map(SegmentFile::read).forEach(file -> {
                if (files.put(file.id(), file) != null) {
                    throw new IllegalStateException("two files of " + folder + " define the segment " + file.id());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
        return files;
    }

    private static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private static SegmentFile read(Path file) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        try {
            SegmentDefinition.requireId(id);
            JsonNode read = YAML.readTree(file.toFile());
            if (!(read instanceof ObjectNode fields)
                    || !fields.path("expression").isTextual()) {
                throw new IllegalArgumentException("expected named fields, and \"expression\" among them");
            }
            return new SegmentFile(id, document(id, fields));
        } catch (IOException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalStateException(file + " is no segment: " + reason, e);
        }
    }

    private static ObjectNode document(String id, ObjectNode fields) {
        ObjectNode document = Json.object().put("name", id);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            boolean isId =
                    field.getKey().equals("id") && field.getValue().asText().equals(id);
            if (!isId && !NAMES.contains(field.getKey())) {
                throw new IllegalArgumentException("\"" + field.getKey() + "\" is not known; expected "
                        + String.join(", ", NAMES) + ", and the file's name is the id");
            }
            if (!isId && !field.getValue().isNull()) {
                document.set(field.getKey(), field.getValue());
            }
        }
        ObjectNode parameters = Json.object();
        document.path("parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        document.set("parameters", parameters);
        return document;
    }
}
