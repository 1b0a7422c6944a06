package dev.millrace.segment.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expressions of one block: each starts at the margin, and goes on in the lines below that don't. Lines such as
 * {@code $idle: 1h} give parameters their values.
 */
record Examples(Map<String, String> parameters, List<String> expressions) {

    static Examples of(List<String> lines) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> expressions = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("$")) {
                parameters.put(
                        line.substring(1, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            } else if (line.startsWith(" ")) {
                expressions.set(expressions.size() - 1, expressions.get(expressions.size() - 1) + "\n" + line);
            } else if (!line.isBlank()) {
                expressions.add(line);
            }
        }
        return new Examples(parameters, expressions);
    }

    /** The only one. */
    String expression() {
        if (expressions.size() != 1) {
            throw new IllegalStateException("one expression was expected, found " + expressions.size());
        }
        return expressions.get(0);
    }
}
