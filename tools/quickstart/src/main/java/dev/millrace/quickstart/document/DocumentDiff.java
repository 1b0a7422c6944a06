package dev.millrace.quickstart.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What differs between two documents, value by value with its place: {@code - steps[1].wait: 24h} for what goes, {@code +}
 * for what comes. A number and its text are the same, and so are a field that is empty and one that is absent.
 */
public final class DocumentDiff {

    /** Not {@code 01067}: that is a postal code and another one than 1067. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?");

    private DocumentDiff() {}

    /** Lines to show; none when both say the same, in whatever order. */
    public static List<String> between(JsonNode before, JsonNode after) {
        Map<String, String> old = values(before);
        Map<String, String> fresh = values(after);
        TreeSet<String> places = new TreeSet<>(old.keySet());
        places.addAll(fresh.keySet());
        List<String> lines = new ArrayList<>();
        for (String place : places) {
            String was = old.get(place);
            String is = fresh.get(place);
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
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            place.isEmpty() ? field.getKey() : place + "." + field.getKey(), field.getValue(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(place + "[" + i + "]", node.get(i), values);
            }
        } else if (!node.isNull()) {
            values.put(place, plain(node.asText().strip()));
        }
    }

    private static String plain(String text) {
        return NUMBER.matcher(text).matches()
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }
}
