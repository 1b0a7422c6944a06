package dev.millrace.quickstart.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between the settings in force and those of a file, one setting on a line: {@code -} for what goes, {@code +}
 * for what comes. Numbers and their text are the same.
 */
public final class SettingsDiff {

    /** What the service adds to the settings, and what it takes when nothing is said. */
    private static final Set<String> NOT_SETTINGS = Set.of("updatedAt", "withoutRate");

    private static final Map<String, String> DEFAULTS = Map.of("zone", "UTC");

    private SettingsDiff() {}

    public static List<String> of(ObjectNode known, ObjectNode wanted) {
        Map<String, String> before = leaves(known);
        Map<String, String> after = leaves(wanted);
        List<String> lines = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name -> {
            String old = before.get(name);
            String fresh = after.get(name);
            if (old != null && !old.equals(fresh) && !(fresh == null && old.equals(DEFAULTS.get(name)))) {
                lines.add("- " + name + ": " + old);
            }
            if (fresh != null && !fresh.equals(old)) {
                lines.add("+ " + name + ": " + fresh);
            }
        });
        return lines;
    }

    private static Map<String, String> leaves(ObjectNode settings) {
        Map<String, String> leaves = new TreeMap<>();
        settings.properties().forEach(setting -> {
            if (!NOT_SETTINGS.contains(setting.getKey())) {
                collect(setting.getKey(), setting.getValue(), leaves);
            }
        });
        return leaves;
    }

    private static void collect(String name, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(name + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(name + "[" + i + "]", node.get(i), leaves);
            }
        } else if (!node.isNull()) {
            leaves.put(name, plain(node.asText()));
        }
    }

    private static String plain(String text) {
        try {
            return text.length() > 40
                    ? text
                    : new BigDecimal(text).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException notANumber) {
            return text;
        }
    }
}
