package dev.millrace.quickstart.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.document.DocumentFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A segment as a file defines it. The file's name is the segment's id.
 *
 * @param document name, expression, parameters and purpose, as the admin API takes them
 */
record SegmentFile(String id, ObjectNode document) {

    private static final List<String> NAMES = List.of("name", "expression", "parameters", "purpose");

    /**
     * All segments of a folder, by id.
     *
     * @throws IllegalStateException with the file and the reason if one can't be a segment
     */
    static SortedMap<String, SegmentFile> in(Path folder) {
        return new DocumentFolder(folder, "segment").read(SegmentFile::of);
    }

    private static SegmentFile of(String id, ObjectNode fields) {
        if (!fields.path("expression").isTextual()) {
            throw new IllegalArgumentException("expected named fields, and \"expression\" among them");
        }
        return new SegmentFile(id, document(id, fields));
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
