package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.trigger.campaign.CampaignReader;
import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.campaign.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs what docs/campaigns.md shows: documents, stories, and what is told of documents that are refused. */
class CampaignsGuideTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern DOCUMENT = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STORY = Pattern.compile("```story\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REFUSED = Pattern.compile("(?m)^\\| `(\\w+: .*)` \\| ([a-z]\\S*: .*) \\|$");
    private static final String GUIDE = guide();

    @Test
    void should_accept_the_documents() throws IOException {
        List<String> documents = all(DOCUMENT, 1);

        assertThat(documents).isNotEmpty();
        for (String document : documents) {
            assertThat(CampaignReader.read("shown", YAML.readTree(document))).isInstanceOf(Reading.Accepted.class);
        }
    }

    @TestFactory
    List<DynamicTest> should_go_as_the_story_says() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String text : all(STORY, 1)) {
            JsonNode story = YAML.readTree(text);
            tests.add(DynamicTest.dynamicTest(story.at("/campaign/name").asText(), () -> {
                Story told = new Story(story);
                assertThat(told.told()).isEqualTo(told.expected());
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(10);
        return tests;
    }

    @TestFactory
    List<DynamicTest> should_refuse_with_these_words() throws IOException {
        List<String> documents = all(REFUSED, 1);
        List<String> words = all(REFUSED, 2);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            ObjectNode document = (ObjectNode)
                    YAML.readTree("{name: Shown, start: {entered: leads}, steps: [{send: {template: a}}]}");
            document.setAll((ObjectNode) YAML.readTree(documents.get(i)));
            String expected = words.get(i);
            tests.add(DynamicTest.dynamicTest(documents.get(i), () -> {
                Reading reading = CampaignReader.read("shown", document);
                assertThat(reading).isInstanceOf(Reading.Refused.class);
                Problem problem = ((Reading.Refused) reading).problems().get(0);
                assertThat(problem.path() + ": " + problem.message()).isEqualTo(expected);
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(16);
        return tests;
    }

    private static List<String> all(Pattern pattern, int group) {
        return pattern.matcher(GUIDE)
                .results()
                .map((MatchResult found) -> found.group(group))
                .toList();
    }

    private static String guide() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("millrace.root", "..")).resolve("docs/campaigns.md"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
