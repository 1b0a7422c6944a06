package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two documents, value by value with its place: {@code - steps[1].wait: 24h}. */
final class DocumentDiff {

    private DocumentDiff() {}

    /** Lines to show; none when both say the same, in whatever order. */
    static List<String> between(JsonNode before, JsonNode after) {
        Map<String, String> old = values(before);
        Map<String, String> now = values(after);
        TreeMap<String, String> places = new TreeMap<>(old);
        places.putAll(now);
        List<String> lines = new ArrayList<>();
        for (String place : places.keySet()) {
            String was = old.get(place);
            String is = now.get(place);
            if (was != null && !was.equals(is)) {
                lines.add("- " + place + ": " + was);
            }
            if (is != null && !is.equals(was)) {
                lines.add("+ " + place + ": " + is);
            }
        }
        return lines;
    }

    private static Map<String, String> values(JsonNode document) {
        Map<String, String> values = new TreeMap<>();
        collect("", document, values);
        return values;
    }

    private static void collect(String place, JsonNode node, Map<String, String> values) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field -> collect(
                            place.isEmpty() ? field.getKey() : place + "." + field.getKey(), field.getValue(), values));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                collect(place + "[" + i + "]", node.get(i), values);
            }
        } else {
            values.put(place, node.isTextual() ? node.textValue().strip() : node.toString());
        }
    }
}
