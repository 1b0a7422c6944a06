package dev.millrace.ingest.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide tells people to write is what the tests run. */
class ProducersDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Pattern EXAMPLE = Pattern.compile("<!-- from (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldShowOnlyExamplesThatATestRuns() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/producers.md"));
        int examples = 0;
        for (Matcher example = EXAMPLE.matcher(guide); example.find(); examples++) {
            String run = Files.readString(ROOT.resolve(example.group(1)));
            assertThat(withoutMargins(run)).as(example.group(1)).contains(withoutMargins(example.group(2)));
        }
        assertThat(examples).as("examples that name their file").isEqualTo(guide.split("\n```\\w", -1).length - 1);
    }

    private static String withoutMargins(String text) {
        return text.replaceAll("(?m)^\\s+|\\s+$", "");
    }
}
