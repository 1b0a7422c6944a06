package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document with what stands there. Reading something that is absent or of another kind notes a problem with
 * the path and goes on with null, so that one reading finds every fault.
 */
public final class DocumentPart {

    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;

    private DocumentPart(String path, JsonNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    public static DocumentPart whole(JsonNode document) {
        return new DocumentPart("", document, new ArrayList<>());
    }

    public List<Problem> problems() {
        return problems;
    }

    String path() {
        return path;
    }

    JsonNode value() {
        return node;
    }

    public boolean isObject() {
        return node.isObject();
    }

    public void problem(String message) {
        problems.add(Problem.at(path, message));
    }

    /** In a text that stands here, counted from 1. */
    void problem(String message, int line, int column) {
        problems.add(new Problem(path, message, line, column, null, null, null));
    }

    public void allowOnly(String... names) {
        Set<String> allowed = new TreeSet<>(List.of(names));
        Iterator<String> present = node.fieldNames();
        while (present.hasNext()) {
            String name = present.next();
            if (!allowed.contains(name)) {
                child(name).problem("is not known here; expected one of " + allowed);
            }
        }
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public DocumentPart child(String name) {
        return new DocumentPart(path.isEmpty() ? name : path + "." + name, node.path(name), problems);
    }

    /** The child if there is one; absent and null are the same. */
    public @Nullable DocumentPart optional(String name) {
        return has(name) ? child(name) : null;
    }

    public List<DocumentPart> items() {
        List<DocumentPart> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new DocumentPart(path + "[" + i + "]", node.get(i), problems));
        }
        return items;
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean isList() {
        return node.isArray();
    }

    /** The text here, or null with a problem noted. */
    public @Nullable String text(String expected) {
        if (node.isTextual() && !node.textValue().isBlank()) {
            return node.textValue().strip();
        }
        problem(found() + "; expected " + expected);
        return null;
    }

    /** Text, a number or a truth value as the segment language writes it. */
    public @Nullable String scalar(String expected) {
        if (node.isNumber() || node.isBoolean()) {
            return node.asText();
        }
        return text(expected);
    }

    /** A whole number in this range, or what is given instead with a problem noted. */
    int whole(int least, int most, int instead) {
        if (node.isInt() && node.intValue() >= least && node.intValue() <= most) {
            return node.intValue();
        }
        problem(found() + "; expected a whole number from " + least + " to " + most);
        return instead;
    }

    public String found() {
        if (node.isMissingNode() || node.isNull()) {
            return "is missing";
        }
        if (node.isObject()) {
            return "found a group of fields";
        }
        if (node.isArray()) {
            return "found a list";
        }
        String text = node.asText();
        return "found \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }
}
