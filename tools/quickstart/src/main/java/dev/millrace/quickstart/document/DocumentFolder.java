package dev.millrace.quickstart.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.quickstart.client.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder with a document in each file, named after its id: {@code leads.yaml}. Either all of them can be used, or none is.
 *
 * @param kind what each of them is, for people: {@code segment}
 */
public record DocumentFolder(Path path, String kind) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");
    private static final int BAD_REQUEST = 400;

    /**
     * All documents, by id.
     *
     * @param reader makes of an id and its fields what they stand for, or an IllegalArgumentException that says what is wrong
     * @throws IllegalStateException with the file and the reason if one can't be used
     */
    public <T> SortedMap<String, T> read(BiFunction<String, ObjectNode, T> reader) {
        if (!Files.isDirectory(path)) {
            throw new IllegalStateException(path + " is no folder; expected one with a file for each " + kind);
        }
        SortedMap<String, T> documents = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.lastIndexOf('.'));
            if (documents.put(id, document(file, id, reader)) != null) {
                throw new IllegalStateException("two files of " + path + " define the " + kind + " " + id);
            }
        }
        return documents;
    }

    /**
     * What a service answers about each document, by id.
     *
     * @throws IllegalStateException with all that it refused, at once
     */
    public static <T> SortedMap<String, JsonNode> checked(SortedMap<String, T> documents, Function<T, JsonNode> ask) {
        SortedMap<String, JsonNode> checked = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        documents.forEach((id, document) -> {
            try {
                checked.put(id, ask.apply(document));
            } catch (RefusedException e) {
                if (e.status() != BAD_REQUEST) {
                    throw e;
                }
                refused.add(id + ": " + e.getMessage());
            }
        });
        if (!refused.isEmpty()) {
            throw new IllegalStateException("nothing was changed:\n  " + String.join("\n  ", refused));
        }
        return checked;
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(DocumentFolder::isDocument).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + path, e);
        }
    }

    private static boolean isDocument(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private <T> T document(Path file, String id, BiFunction<String, ObjectNode, T> reader) {
        try {
            SegmentDefinition.requireId(id);
            JsonNode read = YAML.readTree(file.toFile());
            if (!(read instanceof ObjectNode fields)) {
                throw new IllegalArgumentException("expected named fields");
            }
            return reader.apply(id, fields);
        } catch (IOException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalStateException(file + " is no " + kind + ": " + reason, e);
        }
    }
}
