package dev.millrace.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of the ready-made pack. */
final class Pack {

    private static final Path ROOT =
            Path.of(System.getProperty("millrace.root", "../..")).resolve("deploy/pack");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String SUFFIX = ".yaml";

    private Pack() {}

    static List<Path> stories() {
        return documents(ROOT.resolve("scenarios/campaigns"));
    }

    static List<String> campaigns() {
        return documents(ROOT.resolve("campaigns")).stream().map(Pack::id).toList();
    }

    static ObjectNode campaign(String id) {
        return read(ROOT.resolve("campaigns").resolve(id + SUFFIX));
    }

    static String readme() {
        try {
            return Files.readString(ROOT.resolve("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException("the pack has no README", e);
        }
    }

    static boolean hasTemplate(String id) {
        return Files.exists(ROOT.resolve("templates").resolve(id + SUFFIX));
    }

    static List<SegmentDefinition> segments() {
        List<SegmentDefinition> segments = new ArrayList<>();
        for (Path file : documents(ROOT.resolve("segments"))) {
            JsonNode document = read(file);
            Map<String, String> parameters = new HashMap<>();
            document.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asText()));
            segments.add(new SegmentDefinition(
                    id(file),
                    1,
                    document.path("name").asText(),
                    document.path("expression").asText(),
                    parameters,
                    null,
                    Instant.EPOCH));
        }
        return segments;
    }

    static String id(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static List<Path> documents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            return (ObjectNode) YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }
}
