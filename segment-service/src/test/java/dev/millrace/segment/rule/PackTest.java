package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ready-made segments are definitions that this release reads. */
class PackTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    record Document(String id, String name, String purpose, String expression, Map<String, String> parameters) {}

    @ParameterizedTest
    @MethodSource("segments")
    void shouldBeReadable(Path file) throws IOException {
        Document document = YAML.readValue(file.toFile(), Document.class);

        assertThat(file.getFileName()).hasToString(SegmentDefinition.requireId(document.id()) + ".yaml");
        assertThat(document.purpose()).isNotBlank();
        assertThat(ExpressionParser.parse(document.expression(), document.parameters()))
                .isInstanceOf(ParsedExpression.Valid.class);
    }

    static Stream<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../deploy/pack/segments"))) {
            return files.sorted().toList().stream();
        }
    }
}
