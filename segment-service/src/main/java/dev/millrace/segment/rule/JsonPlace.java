package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A node of a document and where it stands. Asking for what is not there is refused with the path; so is a document that is
 * deeper or larger than a rule may be.
 */
final class JsonPlace {

    private static final int MAX_SHOWN = 60;
    private static final int MAX_WORD = 500;

    private final JsonNode node;
    private final String path;
    private final int depth;
    private final int[] nodes;

    private JsonPlace(JsonNode node, String path, int depth, int[] nodes) {
        this.node = node;
        this.path = path;
        this.depth = depth;
        this.nodes = nodes;
    }

    static JsonPlace of(JsonNode document) {
        return new JsonPlace(document, "$", 0, new int[1]);
    }

    /** What the node is: the name of its only field. */
    String kind(List<String> kinds) {
        if (++nodes[0] > ExpressionParser.MAX_NODES) {
            throw refused("too many parts", "more", "at most " + ExpressionParser.MAX_NODES, List.of());
        }
        if (!node.isObject() || node.size() != 1) {
            throw refused("no object with a single field", shown(), Refusal.oneOf(kinds), List.of());
        }
        String kind = node.fieldNames().next();
        if (!kinds.contains(kind)) {
            throw refused("unknown kind", kind, Refusal.oneOf(kinds), kinds);
        }
        return kind;
    }

    JsonPlace at(String field) {
        JsonNode inner = node.path(field);
        if (inner.isMissingNode() || inner.isNull()) {
            throw refused("the field " + field + " is missing", shown(), field, fieldNames());
        }
        return inside(inner, path + "." + field);
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** Refuses fields that nobody would read. */
    JsonPlace only(String... fields) {
        List<String> known = Arrays.asList(fields);
        if (!node.isObject()) {
            throw refused("no object", shown(), "an object with " + String.join(", ", known), List.of());
        }
        for (String name : fieldNames()) {
            if (!known.contains(name)) {
                throw refused("unknown field", name, Refusal.oneOf(known), known);
            }
        }
        return this;
    }

    <T> List<T> each(int least, Function<JsonPlace, T> read) {
        if (!node.isArray() || node.size() < least) {
            throw refused("no array", shown(), "an array of at least " + least, List.of());
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            all.add(read.apply(inside(node.get(i), path + "[" + i + "]")));
        }
        return all;
    }

    String text() {
        if (!node.isTextual()) {
            throw refused("no text", shown(), "text", List.of());
        }
        return node.textValue();
    }

    /** A text that the pattern describes. */
    String text(String pattern, String expected) {
        String text = text();
        if (text.length() > MAX_WORD || !text.matches(pattern)) {
            throw refused("not as expected", shown(), expected, List.of());
        }
        return text;
    }

    String oneOf(List<String> words) {
        String word = text();
        if (!words.contains(word)) {
            throw refused("unknown word", word, Refusal.oneOf(words), words);
        }
        return word;
    }

    JsonNode node() {
        return node;
    }

    RefusedExpression refused(String message, String expected) {
        return refused(message, shown(), expected, List.of());
    }

    private RefusedExpression refused(String message, String found, String expected, List<String> names) {
        return new RefusedExpression(
                new ExpressionError(1, 1, path + ": " + message, found, expected, Suggestion.nearest(found, names)));
    }

    private JsonPlace inside(JsonNode inner, String at) {
        if (depth > 2 * ExpressionParser.MAX_DEPTH) {
            throw refused("nested too deeply", "more", "at most " + ExpressionParser.MAX_DEPTH + " levels", List.of());
        }
        return new JsonPlace(inner, at, depth + 1, nodes);
    }

    private List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String shown() {
        String json = node.isContainerNode() && node.size() > 3
                ? node.getNodeType().name().toLowerCase(Locale.ROOT)
                : node.toString();
        return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "…";
    }
}
