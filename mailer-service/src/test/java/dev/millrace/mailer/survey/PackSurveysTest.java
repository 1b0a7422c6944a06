package dev.millrace.mailer.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ready-made surveys: each can be saved, has its template, and asks the same in all languages. */
class PackSurveysTest {

    private static final Path PACK = Path.of(System.getProperty("millrace.root"), "deploy", "pack");

    @Test
    void everySurveyIsRightAndAsksTheSameInItsLanguages() throws IOException {
        try (Stream<Path> files = Files.list(PACK.resolve("surveys"))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(3);
            for (Path file : all) {
                String id = file.getFileName().toString().replace(".yaml", "");
                JsonNode json = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
                SurveyReader.Result result = SurveyReader.read(id, json);
                assertThat(result.problems()).as(id).isEmpty();
                assertThat(json.path("id").asText()).isEqualTo(id);
                assertThat(Files.readString(PACK.resolve("templates").resolve(id + ".mjml")))
                        .contains("{{ survey_url }}");
                assertThat(result.survey().orElseThrow().questions())
                        .extracting(question -> question.trait()
                                + question.kind()
                                + question.options().keySet())
                        .containsExactly(
                                "interestsSEVERAL[new, sale, ideas, events]",
                                "birthdayDATE[]",
                                "rewardONE[discount, shipping, gift, early]");
            }
        }
    }
}
