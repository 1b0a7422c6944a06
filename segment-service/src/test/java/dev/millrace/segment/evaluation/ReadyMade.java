package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A segment of the ready-made pack, as its file says. */
record ReadyMade(String id, String name, String purpose, String expression, Map<String, String> parameters) {

    static final Path SCENARIOS = Path.of("../deploy/pack/scenarios");

    private static final Path SEGMENTS = Path.of("../deploy/pack/segments");
    private static final String SUFFIX = ".yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static ReadyMade segment(String id) {
        Path file = SEGMENTS.resolve(id + SUFFIX);
        try {
            return YAML.readValue(file.toFile(), ReadyMade.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no segment", unreadable);
        }
    }

    /** By the names of the files. */
    static List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(SEGMENTS)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Its definition, with other values for some of its parameters. */
    SegmentDefinition with(Map<String, String> replaced) {
        Map<String, String> values = new HashMap<>(parameters);
        parameters.keySet().stream()
                .filter(replaced::containsKey)
                .forEach(parameter -> values.put(parameter, replaced.get(parameter)));
        return new SegmentDefinition(id, 1, name, expression, values, purpose, Instant.EPOCH);
    }
}
